/** What a cluster is, as its brokers tell it. */
export interface ClusterDescription {
  readonly clusterId: string;
  readonly controllerId?: number;
  readonly brokers: readonly BrokerDescription[];
  readonly topicCount: number;
  readonly partitionCount: number;
  /** Partitions with fewer in-sync replicas than replicas; those without a leader. */
  readonly underReplicatedPartitionCount: number;
  readonly leaderlessPartitionCount: number;
  /** KRaft or ZooKeeper; absent where the brokers do not tell. */
  readonly metadataMode?: 'KRaft' | 'ZooKeeper';
  /** The oldest Kafka line all brokers can be, read off their API versions, for example `4.1 or later`. */
  readonly versionEstimate: string;
  /** Finalized feature levels, such as metadata.version and group.version. */
  readonly features: readonly { readonly name: string; readonly level: number }[];
  /** What this login and these brokers allow of the jobs of this product. */
  readonly capabilities: readonly Capability[];
}

export interface BrokerDescription {
  readonly brokerId: number;
  readonly host: string;
  readonly port: number;
  readonly rack?: string;
  readonly leaderCount: number;
  readonly replicaCount: number;
}

export interface Capability {
  /** For example `describe share groups`. */
  readonly name: string;
  readonly supported: boolean;
  /** Why not, in a sentence. */
  readonly reason?: string;
}
