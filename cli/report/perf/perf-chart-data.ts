import { type PerfSide, resultOf } from '../../../src/domain/perf/comparison.ts';

/** What page/perf-charts.js draws: throughput by second, and latencies by percentile. */
export function perfChartData(sides: readonly PerfSide[]) {
  const results = sides.map(({ name, report }) => ({ name, result: resultOf(report) }));
  const longest = Math.max(0, ...results.map(({ result }) => result.seconds.length));
  const percentiles = results.find(({ result }) => result.latency !== undefined)?.result.latency?.curve ?? [];
  return {
    seconds: Array.from({ length: longest }, (_, second) => second),
    throughput: results.map(({ name, result }) => ({
      name,
      bytes: Array.from({ length: longest }, (_, second) => result.seconds[second]?.bytes ?? null),
    })),
    percentiles: percentiles.map(([percentile]) => percentile),
    latency: results.flatMap(({ name, result }) => [
      { name, isDashed: false, ms: result.latency?.curve.map(([, ms]) => ms) ?? [] },
      { name: `${name}, from send`, isDashed: true, ms: result.latencyFromSend?.curve.map(([, ms]) => ms) ?? [] },
    ]),
  };
}
