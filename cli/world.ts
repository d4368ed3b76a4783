import type { ClusterReader, GroupReader, SnapshotReader } from '../src/ports/cluster-reader.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import type { Shell } from './shell.ts';

/** A logged-in cluster with all that the read-only commands need of it. */
export type OpenCluster = SnapshotReader & GroupReader & ClusterReader & { readonly close: () => void | Promise<void> };

/** What commands reach outside the process. The real one is wired in real-world.ts, tests bring their own. */
export interface World {
  readonly openCluster: (flags: ConnectionFlags, shell: Shell) => Promise<OpenCluster>;
}
