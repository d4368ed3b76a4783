import type { LagRules, Verdict } from '../../../../src/domain/lag/verdict.ts';
import type { Minute } from '../../../builders/lag-window.ts';

export const rules: LagRules = { allowedLagRecords: 0, minimumSamples: 3, standstillMs: 120_000 };

/** Commits and ends, minute by minute. */
export const commits = (...pairs: [committed: number, end: number][]): Minute[] =>
  pairs.map(([committed, end]) => ({ committed, end }));

export const all = (minutes: readonly Minute[], more: Partial<Minute>): Minute[] =>
  minutes.map(m => ({ ...m, ...more }));

export const still = commits([10, 50], [10, 60], [10, 70], [10, 80]);

export const sequences: { title: string; minutes: Minute[]; verdict: Verdict; evidence: string; rules?: LagRules }[] = [
  { title: 'no lag', minutes: commits([5, 5]), verdict: 'OK', evidence: 'no record waits' },
  {
    title: 'lag that the rules allow',
    minutes: commits([5, 10], [5, 15], [5, 15], [5, 15]),
    rules: { ...rules, allowedLagRecords: 10 },
    verdict: 'OK',
    evidence: 'orders-0: 10 records wait, which the rules allow',
  },
  {
    title: 'a single sample with lag',
    minutes: commits([5, 10]),
    verdict: 'NEW',
    evidence: 'orders-0: 5 records wait; a verdict needs 3 samples, this is number 1',
  },
  {
    title: 'lag that goes up and down',
    minutes: commits([10, 50], [50, 70], [60, 90], [70, 100]),
    verdict: 'OK',
    evidence: 'orders-0: 30 records wait, and the group keeps up',
  },
  {
    title: 'a commit that moves while lag never falls',
    minutes: commits([10, 50], [20, 70], [30, 90], [1_040, 1_500]),
    verdict: 'WARN',
    evidence:
      'orders-0: lag has not fallen once in 3 min: 40 records then, 460 now; the commit moved on by 1,030 while 1,450 records arrived',
  },
  {
    title: 'a commit that stands still with members in the group',
    minutes: still,
    verdict: 'STALLED',
    evidence:
      'orders-0: committed offset 10 has stood still for 3 min while 30 records arrived; 70 records wait; the group has members (Stable)',
  },
  {
    title: 'a commit that stands still where nothing arrives either',
    minutes: commits([9, 10], [9, 10], [9, 10]),
    verdict: 'STALLED',
    evidence:
      'orders-0: committed offset 9 has stood still for 2 min and 1 record waits; the group has members (Stable)',
  },
  {
    title: 'a commit that moved and then stood still for long enough',
    minutes: commits([5, 50], [10, 60], [10, 70], [10, 80]),
    verdict: 'STALLED',
    evidence:
      'orders-0: committed offset 10 has stood still for 2 min while 20 records arrived; 70 records wait; the group has members (Stable)',
  },
  {
    title: 'a commit that has not stood still for long enough',
    minutes: commits([5, 50], [9, 60], [10, 70], [10, 80]),
    verdict: 'WARN',
    evidence:
      'orders-0: lag has not fallen once in 3 min: 45 records then, 70 now; the commit moved on by 5 while 30 records arrived',
  },
  {
    title: 'a commit that did not move in a window too short to show a standstill',
    minutes: still,
    rules: { ...rules, standstillMs: 300_000 },
    verdict: 'NEW',
    evidence: 'orders-0: 70 records wait; the commit has not moved in 3 min, and only 5 min tell whether it hangs',
  },
  {
    title: 'a commit that a rebalance has kept from moving for longer than a standstill',
    minutes: all(still, { state: 'PreparingRebalance' }),
    verdict: 'WARN',
    evidence:
      'orders-0: lag has not fallen once in 3 min: 40 records then, 70 now; the commit did not move while 30 records arrived (PreparingRebalance)',
  },
  {
    title: 'a commit that stands still with nobody in the group',
    minutes: all(still, { state: 'Empty' }),
    verdict: 'STOPPED',
    evidence:
      'orders-0: committed offset 10 has stood still for 3 min while 30 records arrived; 70 records wait; nobody is in the group (Empty)',
  },
  {
    title: 'a commit that stands still in a group whose state the broker does not tell',
    minutes: all(still, { state: 'Unknown' }),
    verdict: 'STALLED',
    evidence:
      'orders-0: committed offset 10 has stood still for 3 min while 30 records arrived; 70 records wait; the broker does not tell whether the group has members',
  },
  {
    title: 'a quiet topic whose next record has just arrived',
    minutes: commits([10, 10], [10, 10], [10, 10], [10, 11]),
    verdict: 'OK',
    evidence: 'orders-0: 1 record waits; it had caught up within the last 3 min',
  },
  {
    title: 'a commit that went back',
    minutes: commits([41_207, 41_300], [41_300, 41_300], [300, 41_400]),
    verdict: 'REWOUND',
    evidence: 'orders-0: the committed offset went back from 41,300 and is at 300 now; 41,100 records wait',
  },
  {
    title: 'the place of a share group that trembles with the moment its lag was told',
    minutes: all(commits([900, 1_000], [950, 1_100], [948, 1_200]), { kind: 'share' }),
    verdict: 'WARN',
    evidence:
      'orders-0: lag has not fallen once in 2 min: 100 records then, 252 now; the commit moved on by 48 while 200 records arrived',
  },
  {
    title: 'a commit that went back and is on its way up',
    minutes: commits([900, 1_000], [100, 1_000], [400, 1_000], [800, 1_000]),
    verdict: 'REWOUND',
    evidence: 'orders-0: the committed offset went back from 900 and is at 800 now; 200 records wait',
  },
  {
    title: 'a commit that went back and regained its place',
    minutes: commits([900, 1_000], [100, 1_000], [900, 1_000], [950, 1_000]),
    verdict: 'OK',
    evidence: 'orders-0: 50 records wait, and the group keeps up',
  },
  {
    title: 'a commit above the end that was put right',
    minutes: commits([9_000, 50], [40, 60], [45, 75]),
    verdict: 'OK',
    evidence: 'orders-0: 30 records wait; it had caught up within the last 2 min',
  },
  {
    title: 'a partition that was committed for the first time within the window',
    minutes: [
      { error: 10_000, end: 40 },
      { error: 10_000, end: 50 },
      { committed: 10, end: 60 },
      { committed: 20, end: 70 },
    ],
    verdict: 'NEW',
    evidence: 'orders-0: 50 records wait; a verdict needs 3 samples, this is number 2',
  },
  {
    title: 'a sample without an answer in between',
    minutes: [still[0]!, { error: 10_002, end: 60 }, still[2]!, still[3]!],
    verdict: 'STALLED',
    evidence:
      'orders-0: committed offset 10 has stood still for 3 min while 30 records arrived; 70 records wait; the group has members (Stable)',
  },
  {
    title: 'a topic that was made anew under its old name',
    minutes: [...all(still.slice(0, 3), { topicId: 'first' }), { committed: 1, end: 5, topicId: 'second' }],
    verdict: 'NEW',
    evidence: 'orders-0: 4 records wait; a verdict needs 3 samples, this is number 1',
  },
  {
    title: 'a log that begins anew on a broker without topic ids',
    minutes: [...all(still.slice(0, 3), { topicId: '' }), { committed: 1, end: 5, topicId: '' }],
    verdict: 'NEW',
    evidence: 'orders-0: 4 records wait; a verdict needs 3 samples, this is number 1',
  },
  {
    title: 'a commit by hand far above the end',
    minutes: all(still, { committed: 2 ** 62 }),
    verdict: 'OK',
    evidence: 'no record waits',
  },
  {
    title: 'a commit that stands still only since a rebalance began',
    minutes: [
      { committed: 5, end: 50 },
      { committed: 10, end: 60, state: 'PreparingRebalance' },
      { committed: 10, end: 70, state: 'PreparingRebalance' },
      { committed: 10, end: 80, state: 'CompletingRebalance' },
    ],
    verdict: 'WARN',
    evidence:
      'orders-0: lag has not fallen once in 3 min: 45 records then, 70 now; the commit moved on by 5 while 30 records arrived',
  },
  {
    title: 'a commit that stood still before the rebalance too',
    minutes: [...still.slice(0, 3), { ...still[3]!, state: 'PreparingRebalance' }],
    verdict: 'STALLED',
    evidence:
      'orders-0: committed offset 10 has stood still for 3 min while 30 records arrived; 70 records wait; the group has members (PreparingRebalance)',
  },
  {
    title: 'a rebalance that never ends',
    minutes: all([...still, ...commits([10, 90], [10, 95])], { state: 'Reconciling' }),
    verdict: 'STALLED',
    evidence:
      'orders-0: committed offset 10 has stood still for 5 min while 45 records arrived; 85 records wait; the group has members (Reconciling)',
  },
  {
    title: 'a commit at the last stable offset of a transaction that stays open',
    minutes: all(still, { lastStable: 10 }),
    verdict: 'WARN',
    evidence:
      'orders-0: all up to the last stable offset 10 is consumed; 70 records wait for a transaction that has been open for 3 min or longer',
  },
  {
    title: 'a commit at the last stable offset that moves',
    minutes: commits([10, 50], [20, 60], [30, 70], [40, 80]).map(m => ({ ...m, lastStable: m.committed })),
    verdict: 'OK',
    evidence: 'orders-0: all up to the last stable offset 40 is consumed; 40 records wait for a transaction to end',
  },
  {
    title: 'a transaction that has just begun on a topic that was idle before',
    minutes: [...commits([10, 10], [10, 10], [10, 10]), { committed: 10, end: 12, lastStable: 10 }],
    verdict: 'OK',
    evidence: 'orders-0: all up to the last stable offset 10 is consumed; 2 records wait for a transaction to end',
  },
  {
    title: 'a commit below the last stable offset, whatever transaction is open',
    minutes: all(still, { lastStable: 40 }),
    verdict: 'STALLED',
    evidence:
      'orders-0: committed offset 10 has stood still for 3 min while 30 records arrived; 70 records wait; the group has members (Stable)',
  },
  {
    title: 'a partition that a member owns and never committed to while records arrive',
    minutes: [40, 45, 50, 60].map(end => ({ error: 10_000, end })),
    verdict: 'STALLED',
    evidence:
      'orders-0: no offset was ever committed, while 20 records arrived, the first of them 2 min ago or earlier; a member of the group owns the partition',
  },
  {
    title: 'a partition that nobody committed to and nothing arrives on',
    minutes: [40, 40, 40, 40].map(end => ({ error: 10_000, end })),
    verdict: 'NEW',
    evidence: 'it has committed no offset, so there is nothing to judge',
  },
  {
    title: 'a partition without a commit whose first record has just arrived',
    minutes: [40, 40, 40, 41].map(end => ({ error: 10_000, end })),
    verdict: 'NEW',
    evidence: 'it has committed no offset, so there is nothing to judge',
  },
  {
    title: 'a partition without a commit in a group that rebalances',
    minutes: [40, 45, 50, 60].map(end => ({ error: 10_000, end, state: 'PreparingRebalance' as const })),
    verdict: 'NEW',
    evidence: 'it has committed no offset, so there is nothing to judge',
  },
];
