import { counted, duration, grouped } from '../../src/domain/lag/figures.ts';
import type { PerfLoad } from '../../src/domain/perf/perf-load.ts';
import { averageBytes } from '../../src/domain/perf/record-sizes.ts';
import { byteSize } from '../../src/domain/records/entry-facts.ts';

export const rateText = (recordsPerSecond: number | undefined): string =>
  recordsPerSecond === undefined ? 'max' : grouped(recordsPerSecond);

/** A load in a line: how fast, how long, what, and how it is sent. */
export function loadText({ recordsPerSecond, amount, workload, producer }: PerfLoad): string {
  const bytes = averageBytes(workload.sizes);
  const rate =
    recordsPerSecond === undefined
      ? 'as fast as the cluster takes records'
      : `${grouped(recordsPerSecond)} records/s (${byteSize(recordsPerSecond * bytes)}/s)`;
  const long =
    amount.kind === 'records'
      ? counted(amount.records, 'record')
      : `${duration(amount.durationMs)} after ${duration(amount.warmUpMs)} of warm-up`;
  const keys = workload.keys === undefined ? 'no keys' : counted(workload.keys.cardinality, 'key');
  const idempotence = producer.isIdempotent ? 'idempotent' : 'not idempotent';
  return `${rate}, ${long}; values of ${byteSize(bytes)} on average, ${keys}; acks ${producer.acks}, ${idempotence}, compression ${producer.compression}`;
}
