import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { achievedShare } from '../../../../src/domain/perf/achieved-share.ts';
import { planSchedule, recordsOf } from '../../../../src/domain/perf/schedule.ts';

describe('the schedule of a load', () => {
  it('makes each record due when its number over the rate says so, however late anybody asks', () => {
    const rates = double({ min: 0.5, max: 1e6, noNaN: true });
    assert(
      property(rates, integer({ min: 0, max: 1_000_000 }), (rate, index) => {
        const schedule = planSchedule(rate, { kind: 'records', records: 2_000_000, warmUpRecords: 0 });
        const intendedMs = schedule.intendedMs(index)!;
        expect(schedule.dueBy(intendedMs + 0.001)).toBeGreaterThanOrEqual(index + 1);
        expect(schedule.dueBy(intendedMs - 1_000 / rate)).toBeLessThanOrEqual(index + 1);
      }),
    );
  });

  it('counts no record of the warm-up, by when it was to be sent', () => {
    const schedule = planSchedule(1_000, { kind: 'time', durationMs: 1_000, warmUpMs: 500 });
    expect([499, 500].map(index => schedule.isMeasured(index, 99_999))).toEqual([false, true]);
    expect(schedule.mostRecords).toBe(1_500);
  });

  it('ends a load without a rate where the disks have no more room', () => {
    const bound = { kind: 'time', durationMs: 1_000, warmUpMs: 0, mostRecords: 7 } as const;
    expect(planSchedule(undefined, bound).mostRecords).toBe(7);
    expect(recordsOf(undefined, { kind: 'time', durationMs: 1_000, warmUpMs: 0 })).toBe(Infinity);
  });
});

describe('the achieved share', () => {
  it('forgives what the last batch takes, and nothing more', () => {
    expect(achievedShare({ records: 10_000, elapsedMs: 10_200, spanMs: 10_000 }, 1_000)).toBe(1);
    expect(achievedShare({ records: 10_000, elapsedMs: 12_250, spanMs: 10_000 }, 1_000)).toBeCloseTo(1 / 1.2, 10);
    expect(achievedShare({ records: 9_000, elapsedMs: 9_000, spanMs: 10_000 }, 1_000)).toBe(0.9);
  });
});
