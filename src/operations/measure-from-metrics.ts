import { measuredFromMetrics } from '../domain/workload/measured-from-metrics.ts';
import type { MeasuredWorkload } from '../domain/workload/measured-workload.ts';
import { type MetricName, metricStatistics } from '../domain/workload/metric-series.ts';
import type { ClusterMetrics } from '../ports/cluster-metrics.ts';

/** CloudWatch keeps periods of this length for 63 days. */
const periodSeconds = 300;
const periodMs = periodSeconds * 1_000;

/** Says what workload an MSK cluster carried in the time up to now. Only reads. */
export async function measureFromMetrics(
  { spanMs, nowMs }: { readonly spanMs: number; readonly nowMs: number },
  metrics: ClusterMetrics,
): Promise<MeasuredWorkload> {
  const cluster = await metrics.describe();
  // The period that goes on now, and the one whose values are still on their way, would be less than they were.
  const toMs = Math.floor(nowMs / periodMs) * periodMs - periodMs;
  const startMs = Math.max(toMs - spanMs, cluster.createdAtMs ?? 0);
  const fromMs = Math.min(Math.ceil(startMs / periodMs) * periodMs, toMs - periodMs);
  const names = Object.keys(metricStatistics) as MetricName[];
  const series = await metrics.read({ clusterName: cluster.name, names, fromMs, toMs, periodSeconds });
  return measuredFromMetrics({ cluster, fromMs, toMs, periodSeconds, series });
}
