import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRate, readSeconds, readSize } from '../../../../src/domain/cost/quantities.ts';
import {
  rateText,
  readFields,
  secondsText,
  sizeText,
  withGiven,
} from '../../../../src/domain/workload/measured-workload.ts';

describe('figures as a request says them', () => {
  it('are read back as they were', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 3_660 * 86_400 }), (bytes, seconds) => {
        expect(readRate(rateText(bytes))).toEqual({ kind: 'read', value: bytes });
        expect(readSize(sizeText(bytes))).toEqual({ kind: 'read', value: bytes });
        expect(readSeconds(secondsText(seconds))).toEqual({ kind: 'read', value: seconds });
      }),
    );
  });

  it('keep within what a request can take', () => {
    expect(secondsText(1e12)).toBe('3660d');
    expect(secondsText(0)).toBe('1s');
    expect(secondsText(1.5 * 86_400)).toBe('1d12h');
  });

  it('say what is read by what is written, or as a rate where that is out of proportion', () => {
    expect(readFields(300, 100)).toEqual({ fanOut: 3 });
    expect(readFields(1e6, 1)).toEqual({ out: '1000000B/s' });
    expect(readFields(5, 0)).toEqual({});
  });
});

describe('what is given in the place of what was measured', () => {
  const measured = { in: '10B/s', peakIn: '20B/s', fanOut: 2, peakOut: '40B/s', retention: '7d', localRetention: '1d' };

  it.each([
    ['in', { in: '99B/s' }, { in: '99B/s', fanOut: 2, retention: '7d', localRetention: '1d' }],
    ['peakIn', { peakIn: '99B/s' }, { in: '10B/s', peakIn: '99B/s', fanOut: 2, retention: '7d', localRetention: '1d' }],
    ['out', { out: '5B/s' }, { in: '10B/s', peakIn: '20B/s', out: '5B/s', retention: '7d', localRetention: '1d' }],
    ['retention', { retention: '1h' }, { in: '10B/s', peakIn: '20B/s', fanOut: 2, peakOut: '40B/s', retention: '1h' }],
  ])('takes with it what hangs on it: %s', (_field, given, left) => {
    expect(withGiven(measured, given)).toEqual(left);
  });
});
