import type { GroupVerdict, LagReport, Verdict } from '../../src/domain/lag/verdict.ts';

/** A group as a lag check tells it: OK, unless said otherwise. */
export function groupVerdict(changes: Partial<GroupVerdict> = {}): GroupVerdict {
  return {
    group: 'audit',
    kind: 'classic',
    state: 'Stable',
    verdict: 'OK',
    lagRecords: 0,
    partitionCount: 3,
    evidence: 'orders-0: no lag',
    partitions: [],
    furtherPartitions: 0,
    findings: [],
    ...changes,
  };
}

export const stalledBilling = groupVerdict({
  group: 'billing',
  kind: 'consumer',
  verdict: 'STALLED',
  lagRecords: 12_345,
  partitionCount: 6,
  evidence: 'orders-2: the commit stands at 41,207 for 15 s while 5,120 records wait; 2 members are in the group',
  nextStep: { sentence: 'look at the record at orders-2 offset 41,207', runbook: 'docs/runbooks/group-stalled.md' },
  partitions: [
    {
      topic: 'orders',
      partition: 2,
      verdict: 'STALLED',
      committedOffset: 41_207,
      endOffset: 46_327,
      lagRecords: 5120,
      evidence: 'the commit stands at 41,207 for 15 s while 5,120 records wait; 2 members are in the group',
      owner: { memberId: 'm-1', clientId: 'app-1', clientHost: '/10.0.0.7' },
    },
    {
      topic: 'orders',
      partition: 4,
      verdict: 'WARN',
      committedOffset: 39_100,
      endOffset: 46_325,
      lagRecords: 7225,
      evidence: 'lag rose from 6,800 to 7,225 over 15 s and never fell',
    },
  ],
  furtherPartitions: 1,
});

/** A report of these groups, with the totals that follow from them. */
export function lagReport(groups: readonly GroupVerdict[], changes: Partial<LagReport> = {}): LagReport {
  const byVerdict: Record<Verdict, number> = { OK: 0, NEW: 0, WARN: 0, REWOUND: 0, STOPPED: 0, STALLED: 0 };
  for (const { verdict } of groups) {
    byVerdict[verdict]++;
  }
  return {
    clusterId: 'MkU3OEVBNTcwNTJENDM2Qk',
    takenAt: '2026-03-01T12:00:15.000Z',
    snapshotMs: 41,
    window: { samples: 4, spanMs: 15_000 },
    rules: { allowedLagRecords: 0, minimumSamples: 3, standstillMs: 10_000 },
    totals: {
      groups: groups.length,
      groupPartitions: groups.reduce((total, { partitionCount }) => total + partitionCount, 0),
      lagRecords: groups.reduce((total, { lagRecords }) => total + lagRecords, 0),
      byVerdict,
      unreadable: 0,
    },
    groups,
    unreadable: [],
    ...changes,
  };
}
