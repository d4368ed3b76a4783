import { describe, expect, it } from 'vitest';
import { judge } from '../../../../src/domain/lag/report.ts';
import { lagSeriesOf } from '../../../../src/domain/lag/series.ts';
import { minuteMs, windowOf } from '../../../builders/lag-window.ts';
import type { GroupSpec, SnapshotSpec } from '../../../builders/snapshot.ts';
import { noon, snapshotOf } from '../../../builders/snapshot.ts';

const rules = { allowedLagRecords: 0, minimumSamples: 2, standstillMs: 2 * minuteMs };
const stalled: GroupSpec = { rows: { 'orders-0': { committed: 1, end: 9 }, 'only-4': { committed: 2, end: 5 } } };
const calm: GroupSpec = { rows: { 'orders-0': { committed: 9, end: 9 } } };
const away: GroupSpec = { error: 14 };
const gap = { what: 'groups of broker 2', errorCode: 10_001, sentence: 'the broker cannot be reached' };

const minutes = (...specs: Omit<SnapshotSpec, 'takenAtMs'>[]) =>
  windowOf(specs.map((spec, minute) => snapshotOf({ ...spec, takenAtMs: noon + minute * minuteMs })));
const lagsOf = (window: ReturnType<typeof minutes>) => lagSeriesOf(window, 'billing').map(point => point.lagRecords);

describe('a group that did not answer', () => {
  const both = { groups: { calm, billing: stalled } };

  it.each<[string, Omit<SnapshotSpec, 'takenAtMs'>]>([
    ['its coordinator refused', { groups: { billing: away, calm } }],
    ['the broker that lists it was away', { groups: { calm }, gaps: [gap] }],
  ])('keeps its past when %s', (_, without) => {
    const window = minutes(both, without, both);
    expect(lagsOf(window)).toEqual([11, undefined, 11]);
    expect(judge(window, rules, String).groups[0]).toMatchObject({ group: 'billing', verdict: 'STALLED' });
  });

  it('is in the report all the same, told once', () => {
    const report = judge(minutes(both, { groups: { calm, billing: away } }), rules, code => `code ${code}`);
    expect(report.groups[0]).toMatchObject({
      group: 'billing',
      verdict: 'NEW',
      unreadablePartitions: 2,
      evidence: 'none of its 2 committed partitions could be read',
    });
    expect(report.unreadable).toEqual([{ what: 'group "billing"', count: 1, errorCode: 14, sentence: 'code 14' }]);
  });

  it('is let go when no sample of the window has a commit of it any more', () => {
    const specs = [both, ...Array.from({ length: 3 }, () => ({ groups: { calm }, gaps: [gap] }))];
    const window = minutes(...specs);
    expect(window.newest.groups.names).toEqual(['calm', 'billing']);
    const { newest } = minutes({ groups: { calm, billing: away } }, { groups: { calm }, gaps: [gap] });
    expect(newest.groups.names).toEqual(['calm']);
  });

  it('is gone for good where every broker answered without it', () => {
    expect(minutes(both, { groups: { calm } }).newest.groups.names).toEqual(['calm']);
    expect(lagsOf(minutes(both, { groups: { calm, billing: { error: 10_004 } } }, both))).toEqual([
      undefined,
      undefined,
      11,
    ]);
  });

  it('has no past of a topic that was made anew meanwhile', () => {
    const anew = { topicIds: { orders: 'new' } };
    const window = minutes(both, { groups: { calm, billing: away }, ...anew }, { ...both, ...anew });
    expect(lagsOf(window)).toEqual([3, undefined, 11]);
  });
});
