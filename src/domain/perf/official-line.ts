import type { Latency } from './latency.ts';

const mebibyte = 1_048_576;

/** The final line of kafka-producer-perf-test. Its `MB` are MiB, and its latencies whole milliseconds. */
export function officialLine(
  { records, recordsPerSecond, bytesPerSecond }: Figures,
  latency: Latency | undefined,
): string {
  const rate = `${records} records sent, ${fixed(recordsPerSecond, 1)} records/sec (${fixed(bytesPerSecond / mebibyte)} MB/sec)`;
  if (latency === undefined)
    return `${rate}, NaN ms avg latency, 0.00 ms max latency, 0 ms 50th, 0 ms 95th, 0 ms 99th, 0 ms 99.9th.`;
  const { averageMs, maxMs, p50Ms, p95Ms, p99Ms, p999Ms } = latency;
  const percentiles = [
    `${whole(p50Ms)} ms 50th`,
    `${whole(p95Ms)} ms 95th`,
    `${whole(p99Ms)} ms 99th`,
    `${whole(p999Ms)} ms 99.9th`,
  ];
  return `${rate}, ${fixed(averageMs)} ms avg latency, ${fixed(maxMs)} ms max latency, ${percentiles.join(', ')}.`;
}

interface Figures {
  readonly records: number;
  readonly recordsPerSecond: number;
  readonly bytesPerSecond: number;
}

const whole = (ms: number): string => String(Math.round(ms));
const fixed = (value: number, digits = 2): string => value.toFixed(digits);
