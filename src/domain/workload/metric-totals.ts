import type { MetricName, MetricSeries, MskCluster } from './metric-series.ts';

export interface MetricsMeasurement {
  readonly cluster: MskCluster;
  readonly fromMs: number;
  readonly toMs: number;
  readonly periodSeconds: number;
  readonly series: readonly MetricSeries[];
}

/** All series of a metric as one; undefined, with the reason, where there are none. */
export interface Seen {
  readonly totals: ClusterTotals | undefined;
  readonly why: string;
}

/** A metric of a whole cluster: the sum of its series, a value for each period that has any. */
export interface ClusterTotals {
  readonly values: readonly number[];
}

/** Undefined where no series has a value. A broker that says nothing has nothing: others do its work meanwhile. */
export function totalsOf(series: readonly MetricSeries[], name: MetricName): ClusterTotals | undefined {
  const sums = new Map<number, number>();
  for (const { timesMs, values } of series.filter(one => one.name === name)) {
    for (const [at, timeMs] of timesMs.entries()) sums.set(timeMs, (sums.get(timeMs) ?? 0) + (values[at] ?? 0));
  }
  if (sums.size === 0) return undefined;
  return { values: [...sums].toSorted(([a], [b]) => a - b).map(([, value]) => value) };
}

export function meanOf({ values }: ClusterTotals): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function mostOf({ values }: ClusterTotals): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

export function newestOf({ values }: ClusterTotals): number {
  return values.at(-1) ?? 0;
}

/** The least value that so many of them do not exceed. */
export function percentileOf({ values }: ClusterTotals, share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
