import { describe, expect, it } from 'vitest';
import { readingBetween } from '../../../../src/domain/workload/log-reading.ts';
import { noon, snapshotOf } from '../../../builders/snapshot.ts';

describe('what groups read between two snapshots', () => {
  it('is how far their commits moved, of all groups together', () => {
    const before = snapshotOf({
      takenAtMs: noon,
      groups: {
        billing: { rows: { 'orders-0': { committed: 10 }, 'orders-1': { committed: 5 } } },
        audit: { rows: { 'orders-0': { committed: 0 }, 'payments-0': { committed: 7 } } },
        connect: { kind: 'other', rows: { 'orders-0': { committed: 0 } } },
      },
    });
    const after = snapshotOf({
      takenAtMs: noon + 20_000,
      groups: {
        audit: { rows: { 'payments-0': { committed: 9 }, 'orders-0': { committed: 100 } } },
        billing: { rows: { 'orders-1': { committed: 3 }, 'orders-0': { committed: 30 } } },
        connect: { kind: 'other', rows: { 'orders-0': { committed: 50 } } },
        fresh: { rows: { 'orders-0': { committed: 1_000 } } },
      },
    });
    const reading = readingBetween(before, after);
    expect(reading).toMatchObject({ seconds: 20, groups: 3, rewoundGroups: 1 });
    expect(Object.fromEntries(reading.records)).toEqual({ orders: 120, payments: 2 });
  });

  it('counts nothing of rows without a commit', () => {
    const row = (error?: number) =>
      snapshotOf({
        groups: { billing: { rows: { 'orders-0': { committed: 10, ...(error === undefined ? {} : { error }) } } } },
      });
    expect(readingBetween(row(10_000), row()).records.size).toBe(0);
    expect(readingBetween(row(), row(10_000)).records.size).toBe(0);
  });
});
