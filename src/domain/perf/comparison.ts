import { costOf, type PerfCost } from './cost-per-gigabyte.ts';
import type { LoadResult, PerfReport } from './perf-report.ts';

/** One of the clusters that are compared. */
export interface PerfSide {
  readonly name: string;
  readonly report: PerfReport;
  /** USD an hour and where that is from; undefined: nobody said what it costs. */
  readonly price?: { readonly usdPerHour: number; readonly basis: string };
}

/** What `perf compare` answers. */
export interface PerfComparison {
  readonly kind: 'perf-comparison';
  readonly sides: readonly [ComparedSide, ComparedSide];
  readonly rows: readonly ComparedRow[];
  /** What makes the two hard to compare, a sentence each; empty: the loads were alike. */
  readonly differences: readonly string[];
}

export interface ComparedSide extends PerfSide {
  readonly cost: PerfCost | undefined;
}

export type RowUnit = 'records/s' | 'bytes/s' | 'ms' | 'records' | 'usd/GB' | 'usd/h' | 'share';

export interface ComparedRow {
  readonly name: string;
  readonly unit: RowUnit;
  readonly values: readonly [number | undefined, number | undefined];
  /** The second over the first; undefined where one is missing or the first is 0. */
  readonly ratio: number | undefined;
  readonly better: 'more' | 'less';
}

export function comparePerf(first: PerfSide, second: PerfSide): PerfComparison {
  const sides = [withCost(first), withCost(second)] as const;
  const row = (
    name: string,
    unit: RowUnit,
    better: ComparedRow['better'],
    pick: (side: ComparedSide) => number | undefined,
  ): ComparedRow => {
    const values = [pick(sides[0]), pick(sides[1])] as const;
    const [one, other] = values;
    const ratio = one === undefined || other === undefined || one === 0 ? undefined : other / one;
    return { name, unit, values, ratio, better };
  };
  const of =
    (pick: (result: LoadResult) => number | undefined) =>
    ({ report }: ComparedSide) =>
      pick(resultOf(report));
  return {
    kind: 'perf-comparison',
    sides,
    rows: [
      row(
        'records written',
        'records/s',
        'more',
        of(({ recordsPerSecond }) => recordsPerSecond),
      ),
      row(
        'bytes written',
        'bytes/s',
        'more',
        of(({ bytesPerSecond }) => bytesPerSecond),
      ),
      row(
        'achieved of the rate',
        'share',
        'more',
        of(({ achievedShare }) => achievedShare),
      ),
      row('rate it keeps up with', 'records/s', 'more', ({ report }) => report.kneeRecordsPerSecond),
      row(
        'latency, average',
        'ms',
        'less',
        of(({ latency }) => latency?.averageMs),
      ),
      row(
        'latency, p50',
        'ms',
        'less',
        of(({ latency }) => latency?.p50Ms),
      ),
      row(
        'latency, p95',
        'ms',
        'less',
        of(({ latency }) => latency?.p95Ms),
      ),
      row(
        'latency, p99',
        'ms',
        'less',
        of(({ latency }) => latency?.p99Ms),
      ),
      row(
        'latency, p99.9',
        'ms',
        'less',
        of(({ latency }) => latency?.p999Ms),
      ),
      row(
        'latency, longest',
        'ms',
        'less',
        of(({ latency }) => latency?.maxMs),
      ),
      row(
        'p99 from send',
        'ms',
        'less',
        of(({ latencyFromSend }) => latencyFromSend?.p99Ms),
      ),
      row(
        'read meanwhile',
        'bytes/s',
        'more',
        of(({ consumers }) => consumers?.bytesPerSecond),
      ),
      row(
        'failed',
        'records',
        'less',
        of(({ failedRecords }) => failedRecords),
      ),
      row(
        'lost',
        'records',
        'less',
        of(({ readBack }) => readBack?.lost),
      ),
      row(
        'duplicates',
        'records',
        'less',
        of(({ readBack }) => readBack?.duplicates),
      ),
      row('cost', 'usd/h', 'less', ({ cost }) => cost?.usdPerHour),
      row('cost of what was written', 'usd/GB', 'less', ({ cost }) => cost?.usdPerGigabyte),
    ].filter(({ values }) => values.some(value => value !== undefined)),
    differences: differencesOf(first.report, second.report),
  };
}

/** The load that stands for a report: the only one, or of a ramp the last that passed. */
export function resultOf({ results, kneeRecordsPerSecond: knee }: PerfReport): LoadResult {
  return results.find(({ load }) => knee !== undefined && load.recordsPerSecond === knee) ?? results.at(-1)!;
}

function withCost(side: PerfSide): ComparedSide {
  const { price, report } = side;
  const { bytesPerSecond } = resultOf(report);
  return { ...side, cost: price && costOf(price.usdPerHour, bytesPerSecond, price.basis) };
}

function differencesOf(first: PerfReport, second: PerfReport): readonly string[] {
  const [one, other] = [resultOf(first).load, resultOf(second).load];
  const told: string[] = [];
  const compare = (what: string, a: unknown, b: unknown): void => {
    const [left = '', right = ''] = [a, b].map(value => (value === undefined ? 'none' : JSON.stringify(value)));
    if (left !== right) told.push(`${what} differ: ${left} and ${right}`);
  };
  // The rates of two ramps are the answer, not the question.
  if (first.kneeRecordsPerSecond === undefined && second.kneeRecordsPerSecond === undefined) {
    compare('rates', one.recordsPerSecond, other.recordsPerSecond);
  }
  compare('amounts', one.amount, other.amount);
  compare('workloads', one.workload, other.workload);
  compare('producers', one.producer, other.producer);
  compare('consumers', one.consumers, other.consumers);
  compare('partitions', first.topic.partitions, second.topic.partitions);
  compare('copies', first.topic.replicationFactor, second.topic.replicationFactor);
  for (const { results } of [first, second]) {
    if (results.some(({ isInterrupted }) => isInterrupted)) told.push('a load was interrupted');
  }
  return told;
}
