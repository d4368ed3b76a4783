import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../src/domain/kafka/snapshot.ts';
import { judge } from '../../../../src/domain/lag/report.ts';
import type { LagRules } from '../../../../src/domain/lag/verdict.ts';
import { minuteMs, minutesOf, windowOf } from '../../../builders/lag-window.ts';
import type { GroupSpec, SnapshotSpec } from '../../../builders/snapshot.ts';
import { noon, snapshotOf } from '../../../builders/snapshot.ts';

const rules: LagRules = { allowedLagRecords: 0, minimumSamples: 3, standstillMs: 120_000 };
const describeCode = (code: number) => `Kafka's code ${code}`;

/** The same snapshot three minutes running: what has lag stands still. */
const held = (spec: SnapshotSpec) =>
  windowOf([0, 1, 2].map(minute => snapshotOf({ ...spec, takenAtMs: noon + minute * minuteMs })));
const groupsOf = (groups: Record<string, GroupSpec>) => judge(held({ groups }), rules, describeCode).groups;

describe('judge, for any input,', () => {
  it('says the same whatever the order of the groups', () => {
    const specs = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'd:e', 'ü'),
      fc.record({
        state: fc.constantFrom('Stable' as const, 'Empty' as const),
        rows: fc.dictionary(
          fc.constantFrom('t-0', 't-1', 'u-0'),
          fc.record({ committed: fc.nat(9), end: fc.constant(8) }),
        ),
      }),
    );
    fc.assert(
      fc.property(specs, groups => {
        const reversed = Object.fromEntries(Object.entries(groups).reverse());
        expect(groupsOf(reversed)).toEqual(groupsOf(groups));
      }),
    );
  });

  it('answers for any offsets, times and codes', () => {
    const offset = fc.oneof(
      fc.integer(),
      fc.double({ min: -(2 ** 63), max: 2 ** 63, noNaN: true }).map(v => v + 0),
      fc.constant(-1),
    );
    const minute = fc.record(
      {
        committed: offset,
        end: offset,
        logStart: offset,
        lastStable: offset,
        error: fc.constantFrom(0, 0, 0, 10_000, 30, -1),
        partitionError: fc.constantFrom(0, 0, 0, 3, 5),
        state: fc.constantFrom('Stable' as const, 'Empty' as const, 'Unknown' as const, 'Assigning' as const),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(minute, { minLength: 1, maxLength: 6 }), minutes => {
        const report = judge(windowOf(minutesOf(minutes)), rules, describeCode);
        expect(report.totals.lagRecords).toBeGreaterThanOrEqual(0);
        expect(report.groups).toHaveLength(1);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
      }),
    );
  });

  it('does not change the snapshot it judges', () => {
    const window = held({
      groups: { g: { rows: { 'a-0': { committed: 1, end: 5 }, 'a-1': { committed: 1, end: 9 } } } },
    });
    const before: Snapshot = structuredClone(window.newest);
    judge(window, rules, describeCode);
    expect(window.newest).toEqual(before);
  });
});
