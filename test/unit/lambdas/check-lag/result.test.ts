import { describe, expect, it } from 'vitest';
import { maxGroupsInResult } from '../../../../lambdas/check-lag/contract.ts';
import { resultOf } from '../../../../lambdas/check-lag/result.ts';
import type { GroupVerdict, LagReport, Verdict } from '../../../../src/domain/lag/verdict.ts';

const groupOf = (group: string, verdict: Verdict): GroupVerdict => ({
  group,
  kind: 'classic',
  state: 'Stable',
  verdict,
  lagRecords: 3,
  partitionCount: 1,
  evidence: 'why',
  partitions: [],
  furtherPartitions: 0,
  findings: [],
});

const reportOf = (groups: readonly GroupVerdict[]): LagReport => ({
  clusterId: 'lkc',
  takenAt: '2026-01-31T10:00:00.000Z',
  snapshotMs: 20,
  window: { samples: 4, spanMs: 180_000 },
  rules: { allowedLagRecords: 0, minimumSamples: 3, standstillMs: 300_000 },
  totals: {
    groups: groups.length,
    groupPartitions: groups.length,
    lagRecords: 3,
    byVerdict: { OK: 0, NEW: 0, WARN: 0, REWOUND: 0, STOPPED: 0, STALLED: 0 },
    unreadable: 0,
  },
  groups,
  unreadable: [],
});

const counts = { noticesDelivered: 1, openIncidents: 2, notes: ['a note'] };

describe('the result of a lag check', () => {
  it('names the groups that are not OK, with their evidence', () => {
    const report = reportOf([groupOf('a', 'STALLED'), groupOf('b', 'NEW'), groupOf('c', 'OK')]);
    expect(resultOf({ kind: 'recorded', report, ...counts })).toMatchObject({
      samples: 4,
      worstGroups: [{ group: 'a', verdict: 'STALLED', lagRecords: 3, evidence: 'why' }],
      ...counts,
    });
  });

  it('stays small when a whole fleet is bad', () => {
    const report = reportOf(Array.from({ length: 10_000 }, (_, n) => groupOf(`g${n}`, 'STOPPED')));
    const result = resultOf({ kind: 'recorded', report, ...counts });
    expect(result).toMatchObject({ totals: { groups: 10_000 } });
    expect(result.kind === 'recorded' && result.worstGroups.length).toBe(maxGroupsInResult);
  });

  it('says of a duplicate that it is one', () => {
    expect(resultOf({ kind: 'duplicate', notes: [] })).toEqual({ kind: 'duplicate', notes: [] });
  });
});
