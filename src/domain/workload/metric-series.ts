/** An MSK cluster as its control plane describes it. */
export interface MskCluster {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly kind: 'standard' | 'express' | 'serverless';
  readonly zones: number;
  /** Undefined for Serverless, which has none to count. */
  readonly brokers: number | undefined;
  readonly brokerType: string | undefined;
  /** Of each broker; only Standard has disks to size. */
  readonly diskGibPerBroker: number | undefined;
  /** Whether older records can be elsewhere than on these disks. */
  readonly isTiered: boolean;
  readonly createdAtMs: number | undefined;
}

/** Metrics of MSK that say something of a workload, and the statistic that means what the figure is. */
export const metricStatistics = {
  BytesInPerSec: 'Average',
  BytesOutPerSec: 'Average',
  MessagesInPerSec: 'Average',
  ClientConnectionCount: 'Average',
  PartitionCount: 'Average',
  KafkaDataLogsDiskUsed: 'Average',
  StorageUsed: 'Average',
  // Brokers other than the controller report 0 of these: their average is wrong by the number of brokers.
  GlobalPartitionCount: 'Maximum',
  GlobalTopicCount: 'Maximum',
} as const;

export type MetricName = keyof typeof metricStatistics;

/** One metric of one broker, topic or cluster, in periods of one length; periods without data are left out. */
export interface MetricSeries {
  readonly name: MetricName;
  /** Such as `Broker ID 1`; empty for the cluster as a whole. */
  readonly of: string;
  readonly timesMs: readonly number[];
  readonly values: readonly number[];
}
