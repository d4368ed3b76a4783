/** What Kafka says of itself that a gate goes by. */
export interface ClusterHealth {
  /** All that are registered, by id. Before Kafka 4.0 those that are up. */
  readonly brokers: readonly RegisteredBroker[];
  /** Of all topics that this login may describe. */
  readonly partitions: readonly PartitionHealth[];
  /** Partitions that are being moved, such as `orders-3`. */
  readonly moving: readonly string[];
  /** Absent where there is no quorum of controllers: ZooKeeper mode. */
  readonly quorum?: QuorumHealth;
  /** Whom brokers name as the controller; in KRaft it is any broker. */
  readonly controllerId?: number;
}

export interface RegisteredBroker {
  readonly brokerId: number;
  /** Fenced brokers are registered and take no part: they are down, or not back yet. */
  readonly isFenced: boolean;
}

export interface PartitionHealth {
  readonly topic: string;
  readonly partition: number;
  /** Absent: it has none and cannot be used. */
  readonly leaderId?: number;
  /** The preferred leader first. */
  readonly replicaIds: readonly number[];
  readonly inSyncIds: readonly number[];
  /** Below so many replicas in sync, acks=all is refused. Absent: not told. */
  readonly minInSync?: number;
}

export interface QuorumHealth {
  /** Absent: no controller is active. */
  readonly leaderId?: number;
  readonly voters: readonly QuorumMember[];
  /** Brokers that follow the metadata without a vote. */
  readonly observers: readonly QuorumMember[];
}

export interface QuorumMember {
  readonly nodeId: number;
  readonly lagRecords: number;
  /** How long ago it had all that the leader has; absent: not told, or never. */
  readonly lagMs?: number;
}

export function partitionName({ topic, partition }: Pick<PartitionHealth, 'topic' | 'partition'>): string {
  return `${topic}-${partition}`;
}
