import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriedOver, movementBetween, summed, writtenBytes } from '../../../../src/domain/workload/log-movement.ts';
import type { LogSample } from '../../../../src/domain/workload/log-sample.ts';
import { logSample } from '../../../builders/log-sample.ts';

const moved = (before: LogSample, after: LogSample) => movementBetween(before, after).topics.get('orders');

describe('what was written between two samples', () => {
  it('is the growth of logs, in records and in bytes', () => {
    const before = logSample(0, [{ topic: 'orders', end: 10, bytes: 1_000 }]);
    const after = logSample(5_000, [{ topic: 'orders', end: 30, bytes: 4_000 }]);
    expect(movementBetween(before, after)).toMatchObject({ seconds: 5, skippedPartitions: 0 });
    expect(moved(before, after)).toEqual({ records: 20, sizedRecords: 20, bytes: 3_000, estimatedBytes: 0 });
  });

  it('is reckoned from the records where retention or compaction cut the log meanwhile', () => {
    const before = logSample(0, [{ topic: 'orders', end: 100, bytes: 10_000 }]);
    const cut = logSample(5_000, [{ topic: 'orders', start: 90, end: 110, bytes: 2_000 }]);
    expect(moved(before, cut)).toEqual({ records: 10, sizedRecords: 10, bytes: 1_000, estimatedBytes: 1_000 });
    const compacted = logSample(5_000, [{ topic: 'orders', end: 110, bytes: 5_500 }]);
    expect(moved(before, compacted)).toMatchObject({ bytes: 500, estimatedBytes: 500 });
    const emptied = logSample(5_000, [{ topic: 'orders', start: 110, end: 110, bytes: 0 }]);
    expect(moved(before, emptied)).toMatchObject({ bytes: 1_000 });
  });

  it('is all of a partition that was not there before', () => {
    const after = logSample(5_000, [{ topic: 'orders', end: 7, bytes: 700 }]);
    expect(moved(logSample(0, []), after)).toMatchObject({ records: 7, bytes: 700, estimatedBytes: 0 });
  });

  it('skips partitions that were not read, or that hold less than before', () => {
    const before = logSample(0, [
      { topic: 'orders', end: 10, bytes: 100, error: 5 },
      { topic: 'orders', partition: 1, end: 10, bytes: 100 },
    ]);
    const after = logSample(1_000, [
      { topic: 'orders', end: 20, bytes: 200 },
      { topic: 'orders', partition: 1, end: 3, bytes: 30 },
    ]);
    expect(movementBetween(before, after)).toMatchObject({ skippedPartitions: 2 });
    expect(moved(before, after)).toBeUndefined();
  });

  it('takes records of unknown size to be as large as the others, or as they are said to be', () => {
    const known = { records: 10, sizedRecords: 10, bytes: 1_000, estimatedBytes: 0 };
    const unknown = { records: 5, sizedRecords: 0, bytes: 0, estimatedBytes: 0 };
    expect(writtenBytes(summed([known, unknown]), 7)).toBe(1_500);
    expect(writtenBytes(unknown, 7)).toBe(35);
    expect(writtenBytes(unknown, undefined)).toBeUndefined();
    expect(writtenBytes(summed([]), undefined)).toBe(0);
  });

  it('sums up to the growth from first to last, whatever could not be read in between', () => {
    const step = fc.record({
      records: fc.nat(1_000),
      weight: fc.nat(500),
      isRead: fc.boolean(),
      isSized: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), steps => {
        let [end, bytes] = [5, 500];
        let last = logSample(0, [{ topic: 'orders', end, bytes }]);
        const movements = steps.map(({ records, weight, isRead, isSized }, at) => {
          end += records;
          bytes += records * weight;
          // The last sample is whole, or the growth could not be known.
          const isWhole = at === steps.length - 1;
          const row = { topic: 'orders', end, ...(isSized || isWhole ? { bytes } : {}) };
          const sample = logSample((at + 1) * 1_000, [isRead || isWhole ? row : { ...row, error: 5 }]);
          const next = carriedOver(last, sample);
          const movement = movementBetween(last, next);
          last = next;
          return movement;
        });
        const total = summed(movements.map(({ topics }) => topics.get('orders')).filter(one => one !== undefined));
        expect(total).toEqual({ records: end - 5, sizedRecords: end - 5, bytes: bytes - 500, estimatedBytes: 0 });
      }),
    );
  });
});
