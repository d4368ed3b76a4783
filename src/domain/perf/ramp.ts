import type { PerfLoad, Ramp } from './perf-load.ts';
import type { LoadResult } from './perf-report.ts';

/** The loads of a ramp, one a rate; without a ramp the load itself. */
export function loadsOf(load: PerfLoad, ramp: Ramp | undefined): readonly PerfLoad[] {
  if (ramp === undefined) return [load];
  return ramp.recordsPerSecond.map(recordsPerSecond => ({ ...load, recordsPerSecond }));
}

/** The highest rate before the first that did not pass; undefined: not even the first passed. */
export function kneeOf(results: readonly LoadResult[]): number | undefined {
  const endedAt = results.findIndex(({ verdict }) => verdict.kind !== 'passed');
  const passed = endedAt === -1 ? results : results.slice(0, endedAt);
  return passed.at(-1)?.load.recordsPerSecond;
}
