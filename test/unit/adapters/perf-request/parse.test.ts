import { describe, expect, it } from 'vitest';
import { parsePerfReport } from '../../../../src/adapters/perf-request/parse-perf-report.ts';
import { parsePerfRequest } from '../../../../src/adapters/perf-request/parse-perf-request.ts';
import { perfReport } from '../../../builders/perf-report.ts';

describe('documents of loads', () => {
  it('takes a report as it was printed', () => {
    expect(parsePerfReport(JSON.stringify(perfReport()), 'a.json')).toEqual(JSON.parse(JSON.stringify(perfReport())));
  });

  it.each(['', '{}', '[]', 'null', '{"kind":"perf-report"}', JSON.stringify({ ...perfReport(), results: [] })])(
    'refuses %s as a report, in one line',
    text => {
      expect(() => parsePerfReport(text, 'a.json')).toThrow(/^a\.json is no (JSON|report of perf produce)[^\n]*$/);
    },
  );

  it('takes a request with the names of fields, and refuses any other', () => {
    const request = { rate: '10MB/s', records: 10, slo: ['p99=5ms'], readBack: false };
    expect(parsePerfRequest(request)).toEqual(request);
    expect(() => parsePerfRequest({ rat: '1/s' })).toThrow(/has no field "rat"/);
    expect(() => parsePerfRequest({ rate: 5 })).toThrow(/rate has to be a string/);
    expect(() => parsePerfRequest([])).toThrow(/is no object/);
  });
});
