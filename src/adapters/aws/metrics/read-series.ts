import { type CloudWatchClient, type MetricDataResult, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import { OperationError } from '../../../domain/errors.ts';
import { type MetricSeries, metricStatistics } from '../../../domain/workload/metric-series.ts';
import type { MetricsRequest } from '../../../ports/cluster-metrics.ts';
import type { RepeatCall } from '../repeat-calls.ts';
import { type ListedSeries, namespace, seriesLabel } from './list-series.ts';

/** CloudWatch takes so many a call. */
const queriesACall = 500;

/** The values of series, oldest first. */
export async function readSeries(
  client: CloudWatchClient,
  listed: readonly ListedSeries[],
  { fromMs, toMs, periodSeconds }: Pick<MetricsRequest, 'fromMs' | 'toMs' | 'periodSeconds'>,
  repeated: RepeatCall,
): Promise<readonly MetricSeries[]> {
  const found: MetricSeries[] = [];
  for (let at = 0; at < listed.length; at += queriesACall) {
    const chunk = listed.slice(at, at + queriesACall);
    const request = {
      StartTime: new Date(fromMs),
      EndTime: new Date(toMs),
      ScanBy: 'TimestampAscending' as const,
      MetricDataQueries: chunk.map(({ name, dimensions }, index) => ({
        Id: `m${index}`,
        MetricStat: {
          Metric: { Namespace: namespace, MetricName: name, Dimensions: [...dimensions] },
          Period: periodSeconds,
          Stat: metricStatistics[name],
        },
      })),
    };
    const results = await repeated('cloudwatch:GetMetricData', async () => {
      const pages: MetricDataResult[] = [];
      for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, request)) {
        pages.push(...MetricDataResults);
      }
      return pages.map(refuseFailed);
    });
    const byId = Map.groupBy(results, ({ Id }) => Id);
    found.push(...chunk.map((series, index) => joined(series, byId.get(`m${index}`) ?? [])));
  }
  return found;
}

/** Each series says for itself whether it could be read. */
function refuseFailed(result: MetricDataResult): MetricDataResult {
  const { StatusCode: status, Messages: [{ Value: said = 'no reason given' } = {}] = [] } = result;
  if (status === 'Forbidden') {
    throw new OperationError('AwsRefused', `cloudwatch:GetMetricData: a metric may not be read (${said})`);
  }
  if (status === 'InternalError') {
    const message = `cloudwatch:GetMetricData: a metric could not be read (${said})`;
    throw new OperationError('AwsUnavailable', message, { retryable: true });
  }
  return result;
}

/** One series of its pages. */
function joined(listed: ListedSeries, pages: readonly MetricDataResult[]): MetricSeries {
  return {
    name: listed.name,
    of: seriesLabel(listed),
    timesMs: pages.flatMap(({ Timestamps = [] }) => Timestamps.map(time => time.getTime())),
    values: pages.flatMap(({ Values = [] }) => Values),
  };
}
