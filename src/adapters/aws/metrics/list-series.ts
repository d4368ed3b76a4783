import { type CloudWatchClient, type Dimension, paginateListMetrics } from '@aws-sdk/client-cloudwatch';
import type { MetricName } from '../../../domain/workload/metric-series.ts';
import type { MetricsRequest } from '../../../ports/cluster-metrics.ts';
import type { RepeatCall } from '../repeat-calls.ts';

export const namespace = 'AWS/Kafka';
const clusterDimension = 'Cluster Name';

/** A metric with the dimensions CloudWatch keeps it by. */
export interface ListedSeries {
  readonly name: MetricName;
  readonly dimensions: readonly Dimension[];
}

/**
 * Which series CloudWatch has of each metric: kinds of cluster and levels of monitoring differ. Of a metric with several
 * levels of detail the coarsest is taken: the others hold the same bytes again.
 */
export async function listSeries(
  client: CloudWatchClient,
  { clusterName, names }: Pick<MetricsRequest, 'clusterName' | 'names'>,
  repeated: RepeatCall,
): Promise<readonly ListedSeries[]> {
  const listed = await Promise.all(
    names.map(async name => {
      const found = await repeated('cloudwatch:ListMetrics', () => list(client, clusterName, name));
      const least = Math.min(...found.map(({ dimensions }) => dimensions.length));
      return found.filter(({ dimensions }) => dimensions.length === least);
    }),
  );
  return listed.flat();
}

async function list(client: CloudWatchClient, clusterName: string, name: MetricName): Promise<ListedSeries[]> {
  const request = {
    Namespace: namespace,
    MetricName: name,
    Dimensions: [{ Name: clusterDimension, Value: clusterName }],
  };
  const found: ListedSeries[] = [];
  for await (const { Metrics = [] } of paginateListMetrics({ client }, request)) {
    found.push(...Metrics.map(({ Dimensions = [] }) => ({ name, dimensions: Dimensions })));
  }
  return found;
}

/** `Broker ID 1`; empty for a series of the whole cluster. */
export function seriesLabel({ dimensions }: ListedSeries): string {
  return dimensions
    .filter(({ Name }) => Name !== clusterDimension)
    .map(({ Name = '', Value = '' }) => `${Name} ${Value}`)
    .join(', ');
}
