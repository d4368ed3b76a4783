import { describe, expect, it } from 'vitest';
import { judge } from '../../../../src/domain/lag/report.ts';
import { minuteMs, windowOf } from '../../../builders/lag-window.ts';
import type { RowSpec } from '../../../builders/snapshot.ts';
import { noon, snapshotOf } from '../../../builders/snapshot.ts';

const rules = { allowedLagRecords: 0, minimumSamples: 2, standstillMs: 2 * minuteMs };
const minutes = (...rows: Readonly<Record<string, RowSpec>>[]) =>
  windowOf(rows.map((row, m) => snapshotOf({ takenAtMs: noon + m * minuteMs, groups: { g: { rows: row } } })));
const bare = (end: number): RowSpec => ({ error: 10_000, end });

describe('a partition without a commit', () => {
  it('stalls its group, counts what arrived as lag and is no longer told as unreadable', () => {
    const ok: RowSpec = { committed: 5, end: 5 };
    const window = minutes(...[10, 20, 30, 40].map(end => ({ 'a-0': ok, 'a-1': bare(end) })));
    const report = judge(window, rules, String);
    expect(report.groups[0]).toMatchObject({ verdict: 'STALLED', lagRecords: 30, partitionCount: 2 });
    expect(report.groups[0]!.partitions).toMatchObject([
      { topic: 'a', partition: 1, verdict: 'STALLED', committedOffset: -1, endOffset: 40, lagRecords: 30 },
    ]);
    expect(report.unreadable).toEqual([]);
  });

  it('is not held against a member that has only just got it', () => {
    const other: RowSpec = { committed: 5, end: 5 };
    const window = minutes(
      { 'a-0': other },
      { 'a-0': other },
      { 'a-0': other, 'a-1': bare(10) },
      { 'a-0': other, 'a-1': bare(99) },
    );
    expect(judge(window, rules, String).groups[0]!.verdict).toBe('OK');
  });

  it('sorts among the other bad partitions by what arrived', () => {
    const still: RowSpec = { committed: 0, end: 25 };
    const window = minutes(
      ...[10, 20, 30, 40].map(end => ({ 'a-0': still, 'a-1': bare(end), 'a-2': { ...still, end: 31 } })),
    );
    const { partitions } = judge(window, rules, String).groups[0]!;
    expect(partitions.map(p => [p.partition, p.lagRecords])).toEqual([
      [2, 31],
      [1, 30],
      [0, 25],
    ]);
  });
});
