import type { ChangeTarget } from '../src/domain/change/plan.ts';
import type { DescribeCode } from '../src/domain/lag/report.ts';
import type { AclCluster } from '../src/ports/acl-cluster.ts';
import type { ApprovalDesk, ApprovalStore } from '../src/ports/approvals.ts';
import type { BrokerLogs } from '../src/ports/broker-logs.ts';
import type { BrokerSettingsReader } from '../src/ports/broker-settings.ts';
import type { CallerIdentity } from '../src/ports/caller-identity.ts';
import type { ChangeLock } from '../src/ports/change-lock.ts';
import type { ClusterHealthPort } from '../src/ports/cluster-health.ts';
import type { ClusterMetrics } from '../src/ports/cluster-metrics.ts';
import type { ClusterReader, GroupReader, SnapshotReader } from '../src/ports/cluster-reader.ts';
import type { LoadProducers } from '../src/ports/load-producer.ts';
import type { LoadReader } from '../src/ports/load-reader.ts';
import type { LoginProver } from '../src/ports/login-prover.ts';
import type { NodeControl } from '../src/ports/node-control.ts';
import type { OffsetCluster } from '../src/ports/offset-cluster.ts';
import type { PriceList } from '../src/ports/price-list.ts';
import type { PriceStore } from '../src/ports/price-store.ts';
import type { RunJournal } from '../src/ports/run-journal.ts';
import type { ScramAssociations } from '../src/ports/scram-associations.ts';
import type { ScramCredentials } from '../src/ports/scram-credentials.ts';
import type { SecretVersions } from '../src/ports/secret-versions.ts';
import type { TopicAdmin } from '../src/ports/topic-admin.ts';
import type { WorkloadMeter } from '../src/ports/workload-meter.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import type { Shell } from './shell.ts';

/** A logged-in cluster with all that the commands need of it. */
export interface OpenCluster extends SnapshotReader, GroupReader, ClusterReader, BrokerSettingsReader {
  readonly offsets: OffsetCluster;
  readonly acls: AclCluster;
  readonly credentials: ScramCredentials;
  readonly logins: LoginProver;
  readonly topics: TopicAdmin;
  readonly load: LoadProducers & LoadReader;
  readonly meter: WorkloadMeter;
  readonly health: ClusterHealthPort;
  readonly readTarget: () => Promise<ChangeTarget>;
  readonly describeCode: DescribeCode;
  readonly close: () => void;
}

/** Where runs are written down, and what keeps them from each other. */
export interface Runs {
  readonly journal: RunJournal;
  readonly lock: ChangeLock;
  /** Absent where no run ever waits for an answer. */
  readonly approvals?: ApprovalParts;
}

/** What it takes to answer a run that waits. */
export interface ApprovalParts {
  readonly store: Pick<ApprovalStore, 'find'>;
  readonly desk: ApprovalDesk;
  readonly caller: CallerIdentity;
}

export interface NewSecret {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The files of the AWS Price List, or its API. */
export type PriceListSource = 'bulk' | 'api';

/** What commands reach outside the process. The real one is wired in real-world.ts, tests bring their own. */
export interface World {
  readonly openCluster: (flags: ConnectionFlags, shell: Shell) => Promise<OpenCluster>;
  readonly openRuns: (shell: Shell) => Promise<Runs>;
  /** `aws`, `aws:REGION`, or the directory that keeps them on this machine. */
  readonly openSecrets: (store: string, shell: Shell) => Promise<SecretVersions>;
  /** Makes a secret without a version, unless it is there. Only in a directory: in AWS a stack makes them. */
  readonly makeSecret: (store: string, shell: Shell, secret: NewSecret) => Promise<void>;
  readonly openAssociations: (clusterArn: string) => Promise<ScramAssociations>;
  readonly openMetrics: (clusterArn: string, shell: Shell) => Promise<ClusterMetrics>;
  readonly openPrices: (shell: Shell) => Promise<PriceStore>;
  readonly openPriceList: (shell: Shell, from: PriceListSource) => Promise<PriceList>;
  /** `local`, `local:DIRECTORY`, or `ec2:NAME`. */
  readonly openNodes: (nodes: string, shell: Shell) => Promise<NodeControl>;
  readonly openBrokerLogs: (directory: string) => Promise<BrokerLogs>;
}
