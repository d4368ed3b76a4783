import type { MetricName, MetricSeries, MskCluster } from '../domain/workload/metric-series.ts';

/** What MSK says of one cluster, and what CloudWatch has kept of it. Never writes. */
export interface ClusterMetrics {
  describe(): Promise<MskCluster>;
  /** All series of these metrics; a metric that the cluster does not have has none. Rejects with AwsRefused, AwsUnavailable. */
  read(request: MetricsRequest): Promise<readonly MetricSeries[]>;
}

export interface MetricsRequest {
  readonly clusterName: string;
  readonly names: readonly MetricName[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly periodSeconds: number;
}
