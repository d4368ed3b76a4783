import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { nodeMetricNamespace } from '../constructs/ec2/node-fleet.ts';
import type { WatchedCluster } from './watched-cluster.ts';

const period = Duration.minutes(1);

/** A metric of one broker. On EC2 it has the name that MSK gave it. */
export const brokerMetric = (
  { kind, name }: WatchedCluster,
  nodeId: number,
  metricName: string,
  statistic: string = Stats.AVERAGE,
): Metric => {
  const id = String(nodeId);
  const label = kind === 'ec2' ? `node ${id}` : `broker ${id}`;
  return kind === 'ec2'
    ? new Metric({
        namespace: nodeMetricNamespace,
        metricName,
        dimensionsMap: { ClusterName: name, NodeId: id },
        statistic,
        period,
        label,
      })
    : new Metric({
        namespace: 'AWS/Kafka',
        metricName,
        dimensionsMap: { 'Cluster Name': name, 'Broker ID': id },
        statistic,
        period,
        label,
      });
};

/**
 * What only the active controller knows; all others say 0, so the figure is the maximum, never the average. MSK gives
 * one series for the cluster, the nodes on EC2 one each.
 */
export const controllerMetric = (cluster: WatchedCluster, metricName: string): IMetric => {
  const { kind, name, controllerIds } = cluster;
  if (kind !== 'ec2')
    return new Metric({
      namespace: 'AWS/Kafka',
      metricName,
      dimensionsMap: { 'Cluster Name': name },
      statistic: Stats.MAXIMUM,
      period,
      label: metricName,
    });
  const series = controllerIds.map(
    id => [graphId(metricName, id), brokerMetric(cluster, id, metricName, Stats.MAXIMUM)] as const,
  );
  return new MathExpression({
    expression: `MAX([${series.map(([id]) => id).join(', ')}])`,
    usingMetrics: Object.fromEntries(series),
    period,
    label: metricName,
  });
};

/** Both kinds tell what programs and the kernel take apart. */
export const cpuPercent = (cluster: WatchedCluster, nodeId: number): IMetric => {
  const [user, system] = [graphId('CpuUser', nodeId), graphId('CpuSystem', nodeId)];
  return new MathExpression({
    expression: `${user} + ${system}`,
    usingMetrics: {
      [user]: brokerMetric(cluster, nodeId, 'CpuUser'),
      [system]: brokerMetric(cluster, nodeId, 'CpuSystem'),
    },
    period,
    label: `${cluster.kind === 'ec2' ? 'node' : 'broker'} ${nodeId}`,
  });
};

/** One graph has one series of each id. */
const graphId = (metricName: string, nodeId: number): string => `${metricName.toLowerCase()}${nodeId}`;

/** All series of a cluster that have these dimensions, found when somebody looks. No alarm can be set on it. */
export const searchedMetrics = (
  { name }: WatchedCluster,
  { namespace, dimensions, metricName }: SearchedSeries,
): IMetric => {
  const schema = [namespace, ...dimensions].map(part => (/^[\w/]+$/.test(part) ? part : `"${part}"`)).join(',');
  const [clusterName = ''] = dimensions;
  return new MathExpression({
    expression: `SEARCH('{${schema}} MetricName="${metricName}" "${clusterName}"="${name}"', 'Maximum')`,
    usingMetrics: {},
    period,
    label: '',
  });
};

export interface SearchedSeries {
  readonly namespace: string;
  /** The name of the cluster first. */
  readonly dimensions: readonly string[];
  readonly metricName: string;
}
