import { build } from 'hdr-histogram-js';
import type { Latency } from '../../domain/perf/latency.ts';
import type { LatencyHistogram } from '../../ports/latency-histogram.ts';

const microsecondsPerMs = 1_000;
const longestUs = 3_600_000 * microsecondsPerMs;
const curvePercentiles = [
  ...[0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 96, 97, 98, 99, 99.5, 99.9, 99.95, 99.99, 100],
];

/** An HDR histogram of microseconds up to an hour, to three digits. */
export function openHdrHistogram(): LatencyHistogram {
  const histogram = build({ lowestDiscernibleValue: 1, highestTrackableValue: longestUs, autoResize: false });
  const at = (percentile: number) => inMs(histogram.getValueAtPercentile(percentile));
  const summary = (): Latency => ({
    averageMs: inMs(histogram.mean),
    p50Ms: at(50),
    p95Ms: at(95),
    p99Ms: at(99),
    p999Ms: at(99.9),
    maxMs: inMs(histogram.maxValue),
    curve: curvePercentiles.map(percentile => [percentile, at(percentile)] as const),
  });
  return {
    record: (ms, count = 1) =>
      histogram.recordValueWithCount(Math.min(longestUs, Math.max(0, Math.round(ms * microsecondsPerMs))), count),
    summary: () => (histogram.totalCount === 0 ? undefined : summary()),
    reset: () => histogram.reset(),
  };
}

const inMs = (microseconds: number): number => Math.round(microseconds / 10) / 100;
