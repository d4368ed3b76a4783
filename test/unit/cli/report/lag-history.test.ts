import { describe, expect, it } from 'vitest';
import { lagHistoryOf } from '../../../../cli/report/lag-history.ts';
import { appendSample, type LagWindow } from '../../../../src/domain/lag/window.ts';
import { noon, type SnapshotSpec, snapshotOf } from '../../../builders/snapshot.ts';

function windowOf(...samples: readonly SnapshotSpec['groups'][]): LagWindow {
  let window: LagWindow | undefined;
  for (const [at, groups] of samples.entries()) {
    const takenAtMs = noon + at * 1000;
    const options = { capacity: 10, dueAtMs: takenAtMs, bucketMs: 1 };
    window = appendSample(window, snapshotOf({ takenAtMs, groups }), options).window;
  }
  return window!;
}

describe('lag over time', () => {
  it('sums the partitions of each group, sample by sample', () => {
    const window = windowOf(
      { a: { rows: { 't-0': { committed: 1, end: 5 }, 't-1': { committed: 3, end: 3 } } } },
      { a: { rows: { 't-0': { committed: 2, end: 9 }, 't-1': { committed: 3, end: 4 } } } },
    );
    expect(lagHistoryOf(window)).toEqual({
      timesMs: [noon, noon + 1000],
      groups: [{ group: 'a', lagRecords: [4, 8] }],
    });
  });

  it('has no value where a sample had none, and none below zero', () => {
    const window = windowOf(
      { b: { rows: { 't-0': { committed: 1, end: 5 } } } },
      { a: { rows: { 't-0': { partitionError: 5, committed: 1 } } } },
      { a: { rows: { 't-0': { committed: 7, end: 5 } } } },
    );
    expect(lagHistoryOf(window).groups).toEqual([{ group: 'a', lagRecords: [null, null, 0] }]);
  });
});
