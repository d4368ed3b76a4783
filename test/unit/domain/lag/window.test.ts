import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../src/domain/kafka/snapshot.ts';
import { NO_OFFSET } from '../../../../src/domain/kafka/snapshot.ts';
import { NO_ROW } from '../../../../src/domain/lag/lag-window.ts';
import type { LagWindow } from '../../../../src/domain/lag/window.ts';
import { appendSample, hasSampleFor, windowSpanMs } from '../../../../src/domain/lag/window.ts';
import { minuteMs, windowOf } from '../../../builders/lag-window.ts';
import type { GroupSpec, SnapshotSpec } from '../../../builders/snapshot.ts';
import { noon, snapshotOf } from '../../../builders/snapshot.ts';

const at = (minute: number, spec: SnapshotSpec): Snapshot =>
  snapshotOf({ takenAtMs: noon + minute * minuteMs, ...spec });

const billing = (committed: number, end = 100): SnapshotSpec => ({
  groups: { billing: { rows: { 'orders-0': { committed, end } } } },
});

const append = (window: LagWindow | undefined, snapshot: Snapshot, dueAtMs = snapshot.takenAtMs, capacity = 3) =>
  appendSample(window, snapshot, { capacity, dueAtMs, bucketMs: minuteMs });

/** Each sample's commits by `group topic-partition`, as a reader of the window sees them. */
function commitsOf({ newest, samples }: LagWindow): Record<string, number>[] {
  return samples.map(sample => {
    const commits: Record<string, number> = {};
    newest.groups.names.forEach((group, g) => {
      const first = newest.groups.firstRow[g]!;
      for (let row = first; row < first + newest.groups.rowCount[g]!; row += 1) {
        const p = newest.rows.partition[row]!;
        const topic = newest.topics.names[newest.partitions.topic[p]!]!;
        commits[`${group} ${topic}-${newest.partitions.partition[p]!}`] = sample.committed[row]!;
      }
    });
    return commits;
  });
}

describe('appendSample', () => {
  it('begins a window with the first sample', () => {
    const { window, outcome } = append(undefined, at(0, billing(1)));
    expect(outcome).toBe('appended');
    expect(commitsOf(window)).toEqual([{ 'billing orders-0': 1 }]);
    expect(windowSpanMs(window)).toBe(0);
  });

  it('lets the oldest sample go when the window is full', () => {
    let window: LagWindow | undefined;
    for (let minute = 0; minute < 5; minute += 1) window = append(window, at(minute, billing(minute))).window;
    expect(commitsOf(window!).map(commits => commits['billing orders-0'])).toEqual([2, 3, 4]);
    expect(windowSpanMs(window!)).toBe(2 * minuteMs);
  });

  it('follows groups, topics and partitions to their new places', () => {
    const row = (committed: number) => ({ committed, end: 100 });
    const before = at(0, {
      groups: {
        gone: { rows: { 'old-0': row(1), 'orders-0': row(2) } },
        billing: { state: 'Empty', rows: { 'orders-0': row(3), 'orders-1': row(4), 'old-0': row(5) } },
      },
    });
    const after = at(1, {
      groups: {
        'new:group ü': { rows: { 'fresh-7': row(10) } },
        billing: { rows: { 'orders-1': row(11), 'orders-2': row(12), 'orders-0': row(13) } },
      },
    });
    const window = windowOf([before, after]);
    expect(commitsOf(window)).toEqual([
      { 'new:group ü fresh-7': NO_ROW, 'billing orders-1': 4, 'billing orders-2': NO_ROW, 'billing orders-0': 3 },
      { 'new:group ü fresh-7': 10, 'billing orders-1': 11, 'billing orders-2': 12, 'billing orders-0': 13 },
    ]);
    expect(window.samples[0]!.groupState[1]).toBe(before.groups.state[1]);
  });

  it('gives a topic that was made anew no past', () => {
    const [first, second] = [
      at(0, { ...billing(5), topicIds: { orders: 'a' } }),
      at(1, { ...billing(1), topicIds: { orders: 'b' } }),
    ];
    expect(commitsOf(windowOf([first, second]))).toEqual([{ 'billing orders-0': NO_ROW }, { 'billing orders-0': 1 }]);
  });

  it('keeps the past of a topic whose id the brokers begin to tell', () => {
    const [first, second] = [
      at(0, { ...billing(5), topicIds: { orders: '' } }),
      at(1, { ...billing(6), topicIds: { orders: 'b' } }),
    ];
    expect(commitsOf(windowOf([first, second]))).toEqual([{ 'billing orders-0': 5 }, { 'billing orders-0': 6 }]);
  });

  it('takes an end that went back for another log where topics have no ids', () => {
    const noIds = { topicIds: { orders: '' } };
    const window = windowOf([at(0, { ...billing(50, 100), ...noIds }), at(1, { ...billing(1, 10), ...noIds })]);
    expect(commitsOf(window)[0]).toEqual({ 'billing orders-0': NO_ROW });
    expect(window.samples[0]!.end[0]).toBe(NO_OFFSET);
  });

  it('keeps a gap in time, however long', () => {
    const { window, outcome } = append(append(undefined, at(0, billing(1))).window, at(600, billing(2)));
    expect(outcome).toBe('appended');
    expect(windowSpanMs(window)).toBe(600 * minuteMs);
  });

  it('takes the same instant of the schedule once', () => {
    const first = append(undefined, at(0, billing(1))).window;
    const again = append(first, at(0.5, billing(2)), noon);
    expect(again).toEqual({ outcome: 'duplicate', window: first });
    expect(hasSampleFor(first, { dueAtMs: noon + minuteMs - 1, bucketMs: minuteMs })).toBe(true);
    expect(hasSampleFor(first, { dueAtMs: noon + minuteMs, bucketMs: minuteMs })).toBe(false);
  });

  it('takes a late delivery of an instant it has not seen, at the time it was really taken', () => {
    const window = append(append(undefined, at(0, billing(1))).window, at(2, billing(2))).window;
    const late = append(window, at(3, billing(3)), noon + minuteMs);
    expect(late.outcome).toBe('appended');
    expect(windowSpanMs(late.window)).toBe(3 * minuteMs);
  });

  it('drops a sample that another run overtook', () => {
    const first = append(undefined, at(2, billing(2))).window;
    expect(append(first, at(1.9, billing(1)), noon + minuteMs).outcome).toBe('duplicate');
  });

  it('begins anew and says so when the clock went back', () => {
    const first = append(undefined, at(90, billing(9))).window;
    const back = append(first, at(0, billing(1)));
    expect(back).toMatchObject({
      outcome: 'restarted',
      note: 'the clock went back by 1 h 30 min to 2026-01-15T12:00:00.000Z: a new window begins',
    });
    expect(commitsOf(back.window)).toEqual([{ 'billing orders-0': 1 }]);
  });

  it('begins anew and says so on another cluster', () => {
    const first = append(undefined, at(0, billing(9))).window;
    const foreign = append(first, at(1, { ...billing(1), clusterId: 'cluster-b' }));
    expect(foreign).toMatchObject({
      outcome: 'restarted',
      note: 'the window was of cluster cluster-a, this is cluster-b: a new one begins',
    });
    expect(foreign.window.samples).toHaveLength(1);
  });

  it('keeps the columns themselves while nothing moves', () => {
    const first = append(undefined, at(0, billing(1))).window;
    const second = append(first, at(1, billing(2))).window;
    expect(second.samples[0]!.committed).toBe(first.samples[0]!.committed);
  });

  it('never holds more than its capacity, and finds every commit again under its name', () => {
    const name = fc.constantFrom('a', 'b:c', 'ü x', 'd');
    const key = fc.constantFrom('t-0', 't-1', 'u-0', 'v-12');
    const group: fc.Arbitrary<GroupSpec> = fc.record({
      rows: fc.dictionary(key, fc.record({ committed: fc.nat(), end: fc.constant(1_000) })),
    });
    const snapshots = fc.array(fc.dictionary(name, group), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(snapshots, fc.integer({ min: 1, max: 5 }), (specs, capacity) => {
        let window: LagWindow | undefined;
        specs.forEach(
          (groups, minute) => (window = append(window, at(minute, { groups }), undefined, capacity).window),
        );
        const kept = specs.slice(-capacity);
        expect(window!.samples).toHaveLength(kept.length);
        const newest = kept.at(-1)!;
        commitsOf(window!).forEach((commits, index) => {
          for (const [label, committed] of Object.entries(commits)) {
            const [, groupName, row] = /^(.*) ([^ ]+)$/.exec(label)!;
            // A row that was away in between has only the past since its return.
            const since = kept.slice(index).every(groups => groups[groupName!]?.rows?.[row!] !== undefined);
            expect(committed).toBe(since ? kept[index]![groupName!]!.rows![row!]!.committed : NO_ROW);
          }
          expect(Object.keys(commits)).toHaveLength(
            Object.values(newest).reduce((sum, g) => sum + Object.keys(g.rows!).length, 0),
          );
        });
      }),
    );
  });
});
