import { expect, it } from 'vitest';
import { comparePerf, resultOf } from '../../../../src/domain/perf/comparison.ts';
import { kneeOf } from '../../../../src/domain/perf/ramp.ts';
import { anyLoad, loadResult, perfReport } from '../../../builders/perf-report.ts';

const at = (recordsPerSecond: number, isPassed = true) =>
  loadResult({
    load: { ...anyLoad, recordsPerSecond },
    verdict: isPassed ? { kind: 'passed', reasons: [] } : { kind: 'failed', reasons: ['too slow'] },
  });

it('puts figures side by side, with their ratio and what they cost', () => {
  const half = perfReport([loadResult({ bytesPerSecond: 499_350 })]);
  const price = { usdPerHour: 1, basis: 'as given' };
  const { rows, differences } = comparePerf(
    { name: 'a', report: perfReport(), price },
    { name: 'b', report: half, price },
  );
  const row = (name: string) => rows.find(each => each.name === name);
  expect(row('bytes written')).toMatchObject({ values: [998_700, 499_350], ratio: 0.5, better: 'more' });
  expect(row('cost of what was written')!.ratio).toBeCloseTo(2, 10);
  expect(differences).toEqual([]);
});

it('tells what was not alike', () => {
  const other = perfReport([loadResult({ load: { ...anyLoad, recordsPerSecond: undefined }, isInterrupted: true })], {
    topic: { ...perfReport().topic, replicationFactor: 2 },
  });
  const { differences } = comparePerf({ name: 'a', report: perfReport() }, { name: 'b', report: other });
  expect(differences).toEqual(['rates differ: 1000 and none', 'copies differ: 3 and 2', 'a load was interrupted']);
});

it('stands by the highest rate that passed, of a ramp', () => {
  const results = [at(100), at(200), at(300, false)];
  expect(kneeOf(results)).toBe(200);
  expect(kneeOf([at(100, false)])).toBeUndefined();
  expect(resultOf(perfReport(results, { kneeRecordsPerSecond: 200 }))).toBe(results[1]);
});
