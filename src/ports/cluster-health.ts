import type { ClusterHealth, PartitionHealth } from '../domain/nodes/cluster-health.ts';

/** Reads what Kafka says of its own state. Never writes. */
export interface ClusterHealthReader {
  /**
   * Rejects with NotAuthorized where this login lacks Describe on the cluster, and retryable where nobody answers: a
   * broker that is out is no reason not to. Topics that this login may not describe are not told.
   */
  readHealth(): Promise<ClusterHealth>;
}

/** Gives partitions back to their preferred leaders. A write: only the `act` of a runbook may make it. */
export interface LeaderElector {
  /**
   * One row a partition, in the same order. Only a replica that is in sync is elected, and one that leads already is
   * left alone, so the same call may be made again. Rejects with NotAuthorized where this login lacks Alter on the
   * cluster.
   */
  electPreferred(partitions: readonly PartitionId[]): Promise<readonly ElectedLeader[]>;
}

export type PartitionId = Pick<PartitionHealth, 'topic' | 'partition'>;

export interface ElectedLeader extends PartitionId {
  /** Absent: its preferred replica leads it. */
  readonly refusal?: string;
}

export type ClusterHealthPort = ClusterHealthReader & LeaderElector;
