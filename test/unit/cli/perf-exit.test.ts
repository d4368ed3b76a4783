import { expect, it } from 'vitest';
import { exitCodeOfPerf } from '../../../cli/perf-exit.ts';
import { loadResult, perfReport } from '../../builders/perf-report.ts';

const readBack = loadResult().readBack!;
const failed = loadResult({ verdict: { kind: 'failed', reasons: ['too slow'] } });

it.each([
  ['a load that passed', perfReport(), 0],
  ['a load that failed', perfReport([failed]), 6],
  ['a ramp that found its rate', perfReport([loadResult(), failed], { kneeRecordsPerSecond: 1_000 }), 0],
  ['a ramp whose first rate failed', perfReport([failed]), 6],
  ['records lost', perfReport([loadResult({ readBack: { ...readBack, lost: 1 } })], { kneeRecordsPerSecond: 1 }), 6],
  ['records not read back', perfReport([loadResult({ readBack: { ...readBack, problems: ['no leader'] } })]), 4],
  ['an interruption', perfReport([loadResult({ isInterrupted: true })]), 130],
  ['a topic that is left', perfReport([failed], { cleanUp: { kind: 'left', runId: 'r', reason: 'held' } }), 5],
])('ends with its number for %s', (_what, report, exitCode) => {
  expect(exitCodeOfPerf(report)).toBe(exitCode);
});
