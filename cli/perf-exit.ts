import type { PerfReport } from '../src/domain/perf/perf-report.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/** The worst of it: a topic that is left, records that could not be looked for, a load that did not pass. */
export function exitCodeOfPerf({ results, cleanUp, kneeRecordsPerSecond }: PerfReport): ExitCode {
  if (cleanUp.kind === 'left') return exitCodes.partlyApplied;
  if (results.some(({ isInterrupted }) => isInterrupted)) return exitCodes.interrupted;
  if (results.some(({ readBack }) => (readBack?.problems.length ?? 0) > 0)) return exitCodes.notVerified;
  const isLost = results.some(({ readBack }) => (readBack?.lost ?? 0) > 0);
  // A ramp is there to find the rate that fails.
  const isFailed = results.some(({ verdict }) => verdict.kind === 'failed') && kneeRecordsPerSecond === undefined;
  return isLost || isFailed ? exitCodes.foundBad : exitCodes.done;
}
