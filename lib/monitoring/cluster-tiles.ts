import { type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
  clusterDimension,
  groupDimension,
  groupMetricName,
  metricNamespace,
} from '../../src/domain/lag/lag-metric-names.ts';
import { brokerMetric, controllerMetric, cpuPercent, searchedMetrics } from './cluster-metrics.ts';
import type { WatchedCluster } from './watched-cluster.ts';

/** One row of the dashboard: the same question put to each cluster. */
export interface Tile {
  readonly title: string;
  readonly unit: string;
  /** Of the axis, where it has a natural one. */
  readonly most?: number;
  /** Nothing where this kind of cluster does not publish it. */
  readonly metricsOf: (cluster: WatchedCluster) => readonly IMetric[];
}

/** Where a reader looks first comes first. */
export const tiles: readonly Tile[] = [
  {
    title: 'Health: one controller, nothing offline',
    unit: 'count',
    metricsOf: cluster =>
      isServerless(cluster)
        ? []
        : [
            controllerMetric(cluster, 'ActiveControllerCount'),
            // Express keeps three copies by itself and publishes neither.
            ...(cluster.kind === 'msk-express' ? [] : [controllerMetric(cluster, 'OfflinePartitionsCount')]),
          ],
  },
  {
    title: 'Partitions short of replicas',
    unit: 'partitions',
    metricsOf: cluster => (cluster.kind === 'msk-express' ? [] : ofBrokers('UnderReplicatedPartitions')(cluster)),
  },
  {
    title: 'CPU',
    unit: 'percent',
    most: 100,
    metricsOf: cluster => cluster.brokerIds.map(id => cpuPercent(cluster, id)),
  },
  { title: 'Bytes in', unit: 'bytes a second', metricsOf: rate('BytesInPerSec') },
  { title: 'Bytes out', unit: 'bytes a second', metricsOf: rate('BytesOutPerSec') },
  { title: 'Records in', unit: 'records a second', metricsOf: rate('MessagesInPerSec') },
  {
    title: 'Storage',
    unit: 'percent of the disk; bytes on Express',
    metricsOf: cluster =>
      ofBrokers(cluster.kind === 'msk-express' ? 'StorageUsed' : 'KafkaDataLogsDiskUsed', Stats.MAXIMUM)(cluster),
  },
  { title: 'Lag', unit: 'records', metricsOf: cluster => [lagOf(cluster)] },
  { title: 'Produce requests', unit: 'ms, mean', metricsOf: ofBrokers('ProduceTotalTimeMsMean') },
  { title: 'Consumer fetches', unit: 'ms, mean', metricsOf: ofBrokers('FetchConsumerTotalTimeMsMean') },
  { title: 'Idle request handlers', unit: 'share', most: 1, metricsOf: ofBrokers('RequestHandlerAvgIdlePercent') },
  { title: 'Idle network threads', unit: 'share', most: 1, metricsOf: ofBrokers('NetworkProcessorAvgIdlePercent') },
];

const isServerless = ({ kind }: WatchedCluster): boolean => kind === 'msk-serverless';

function ofBrokers(metricName: string, statistic?: string): Tile['metricsOf'] {
  return cluster => cluster.brokerIds.map(id => brokerMetric(cluster, id, metricName, statistic));
}

/** Serverless has it by topic only. */
function rate(metricName: string): Tile['metricsOf'] {
  const byTopic = { namespace: 'AWS/Kafka', dimensions: ['Cluster Name', 'Topic'], metricName };
  return cluster => (isServerless(cluster) ? [searchedMetrics(cluster, byTopic)] : ofBrokers(metricName)(cluster));
}

/** MSK tells it by itself; for the nodes on EC2 the scheduled lag check does, once it is deployed for the cluster. */
function lagOf(cluster: WatchedCluster): IMetric {
  if (cluster.kind === 'ec2') {
    const dimensions = [clusterDimension, groupDimension];
    return searchedMetrics(cluster, { namespace: metricNamespace, dimensions, metricName: groupMetricName });
  }
  const dimensions = ['Cluster Name', 'Consumer Group', 'Topic'];
  return searchedMetrics(cluster, { namespace: 'AWS/Kafka', dimensions, metricName: 'SumOffsetLag' });
}
