import type { DescribeCode } from '../src/domain/lag/report.ts';
import type { ClusterReader, GroupReader, SnapshotReader } from '../src/ports/cluster-reader.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import type { Shell } from './shell.ts';

/** A logged-in cluster with all that the read-only commands need of it. */
export interface OpenCluster extends SnapshotReader, GroupReader, ClusterReader {
  readonly describeCode: DescribeCode;
  readonly close: () => void;
}

/** What commands reach outside the process. The real one is wired in real-world.ts, tests bring their own. */
export interface World {
  readonly openCluster: (flags: ConnectionFlags, shell: Shell) => Promise<OpenCluster>;
}
