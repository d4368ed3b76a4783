import type { MskNetwork } from '../../src/domain/kafka/msk-bootstrap.ts';

/** What the stack tells a function about its cluster. Lambda knows strings only. */
export interface ClusterEnvironment {
  /** The cluster as its user calls it: in messages and as dimension of every metric. */
  readonly CLUSTER_NAME: string;
  /** Either the ARN of an MSK cluster, or the bootstrap servers of any Kafka. */
  readonly CLUSTER_ARN?: string;
  readonly BOOTSTRAP_SERVERS?: string;
  /** As the CLI's --login: `iam`, `scram:<secret ARN>`, `tls` or `none`. */
  readonly LOGIN: string;
  /** As the CLI's --network. Absent: private. */
  readonly NETWORK?: MskNetwork;
  /** PEM. Absent: the certificates that Node trusts, which sign MSK's brokers. */
  readonly TRUSTED_CERTIFICATES?: string;
}
