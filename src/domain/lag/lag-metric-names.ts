/** The CloudWatch namespace of everything this product measures. */
export const metricNamespace = 'KafkaSteward';

/** Dimension of every metric: the cluster as its user calls it. */
export const clusterDimension = 'Cluster';

/** Second dimension of a metric of one group. */
export const groupDimension = 'Group';

/** One of each a cluster, at every sample. */
export const clusterMetricNames = [
  'Groups',
  'GroupsInWarning',
  'GroupsInError',
  'LagRecords',
  'UnreadableItems',
  'SnapshotMs',
] as const;
export type ClusterMetricName = (typeof clusterMetricNames)[number];

/** One a group, while it is not OK or always where the stack was told to. */
export const groupMetricName = 'LagRecords';

/** At most this many groups of a sample get a metric of their own, worst first: CloudWatch charges by the metric. */
export const maxGroupMetrics = 50;
