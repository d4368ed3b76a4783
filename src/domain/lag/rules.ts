import type { RowHistory } from './history.ts';
import { lagOf } from './history.ts';
import type { LagRules, Severity, Verdict } from './verdict.ts';

/**
 * For a check at a terminal, which looks for a quarter of a minute: Kafka consumers commit every 5 s
 * (auto.commit.interval.ms), so a commit that has not moved for 10 s has missed two turns. No multiple of the sampling
 * interval, or a few milliseconds of jitter would decide whether the last sample still counts.
 */
export const terminalLagRules: LagRules = { allowedLagRecords: 0, minimumSamples: 3, standstillMs: 10_000 };

/**
 * Samples of that check. Lag goes up and down with each commit, so samples 5 s apart would all meet the same point of
 * that saw and show a trend where there is none; 3 s meets all of it.
 */
export const terminalLagWindow = { samples: 6, intervalMs: 3_000 } as const;

/**
 * For a check on a schedule: a consumer may go 5 min between two polls before its group drops it
 * (max.poll.interval.ms), and one that commits after each batch is silent for as long without being stuck.
 */
export const scheduledLagRules: LagRules = { allowedLagRecords: 0, minimumSamples: 3, standstillMs: 300_000 };

/** Ten samples, Burrow's number: at one a minute a group that never caught up in ten minutes is judged by its trend. */
export const scheduledLagWindow = { capacity: 10, bucketMs: 60_000 } as const;

/**
 * The longest that one rebalance takes with Kafka's defaults: it waits for members to return for max.poll.interval.ms.
 */
const longestRebalanceMs = 300_000;

/** Which rule decided. Several lead to the same verdict; the evidence tells them apart. */
export type Ruling =
  | 'caughtUp'
  | 'tooFewSamples'
  | 'transactionPasses'
  | 'transactionHangs'
  | 'rewound'
  | 'caughtUpLately'
  | 'stopped'
  | 'stalled'
  | 'seenTooBriefly'
  | 'neverFell'
  | 'falls';

export const verdictOf: Readonly<Record<Ruling, Verdict>> = {
  caughtUp: 'OK',
  tooFewSamples: 'NEW',
  transactionPasses: 'OK',
  transactionHangs: 'WARN',
  rewound: 'REWOUND',
  caughtUpLately: 'OK',
  stopped: 'STOPPED',
  stalled: 'STALLED',
  seenTooBriefly: 'NEW',
  neverFell: 'WARN',
  falls: 'OK',
};

export const severityOf: Readonly<Record<Verdict, Severity>> = {
  OK: 'ok',
  NEW: 'ok',
  WARN: 'warn',
  REWOUND: 'error',
  STOPPED: 'error',
  STALLED: 'error',
};

/**
 * Judges one row that has a value in the newest sample. These are Burrow's rules, restated for samples: Burrow sees
 * when each commit was made, a sample sees only where the commit was. The first rule that fits decides.
 */
export function judgeRow(history: RowHistory, rules: LagRules): Ruling {
  const last = history.count - 1;
  // 1. Whatever happened before, a group that has caught up is fine, even one that was rewound on purpose.
  if (history.lag[last]! <= rules.allowedLagRecords) return 'caughtUp';
  // 2. Every rule below compares samples. One sample says nothing: Burrow calls a first commit stopped at once.
  if (history.count < Math.max(2, rules.minimumSamples)) return 'tooFewSamples';
  // 3. Before the standstill rules: a read_committed consumer cannot pass the last stable offset, so a commit that
  //    stands still right there is the doing of a producer and no fault of the group.
  if (isAtLastStable(history, rules)) {
    return transactionOpenMs(history) >= rules.standstillMs ? 'transactionHangs' : 'transactionPasses';
  }
  // 4. Before "caught up lately": a consumer often has no lag and then suddenly rewinds; the samples without lag
  //    before the rewind would hide it for as long as they stay in the window.
  if (isRewound(history)) return 'rewound';
  // 5. Before the standstill rules: the commit of a quiet topic stands still for hours and the next record is no alarm.
  if (hasCaughtUpLately(history, rules)) return 'caughtUpLately';
  // 6. Before the trend: lag grows in both cases, but a commit that does not move at all is the worse news.
  if (standsStill(history, rules)) return isWithoutMembers(history) ? 'stopped' : 'stalled';
  // 7. A healthy consumer does not commit between any two samples either: until a standstill could have shown itself,
  //    a commit that has not moved may be about to.
  if (standstillStart(history) === 0 && spanMs(history, 0) < rules.standstillMs) return 'seenTooBriefly';
  // 8. It commits, or is kept from it by a rebalance. Lag that never fell from one sample to the next means it loses
  //    ground.
  if (neverFell(history)) return 'neverFell';
  return 'falls';
}

function isAtLastStable(history: RowHistory, rules: LagRules): boolean {
  const last = history.count - 1;
  const lastStable = history.lastStable[last]!;
  if (lastStable < 0 || lastStable >= history.end[last]!) return false;
  return lagOf(history.committed[last]!, lastStable) <= rules.allowedLagRecords;
}

/** How long, up to the newest sample, one and the same transaction has held the last stable offset back. */
export function transactionOpenMs(history: RowHistory): number {
  const last = history.count - 1;
  let first = last;
  while (
    first > 0 &&
    history.lastStable[first - 1] === history.lastStable[last] &&
    history.end[first - 1]! > history.lastStable[last]!
  ) {
    first -= 1;
  }
  return spanMs(history, first);
}

/**
 * An offset fell and no later one came back to where it was: the newest is below the highest. The place of a share
 * group follows from its lag, told a moment before the end: it falls by the few records of that moment, and nobody
 * rewound anything.
 */
function isRewound(history: RowHistory): boolean {
  return history.kind !== 'share' && history.committed[history.count - 1]! < highestPlace(history);
}

/**
 * The furthest place the group had reached in the window. A commit above the end was never a place: whoever puts such a
 * commit right does not rewind.
 */
export function highestPlace(history: RowHistory): number {
  let highest = 0;
  for (let i = 0; i < history.count; i += 1) {
    const committed = history.committed[i]!;
    if (committed > highest && committed <= history.end[i]!) highest = committed;
  }
  return highest;
}

function hasCaughtUpLately(history: RowHistory, rules: LagRules): boolean {
  for (let i = 0; i < history.count; i += 1) if (history.lag[i]! <= rules.allowedLagRecords) return true;
  return false;
}

/** Index of the first of the newest samples that all have the same commit. */
export function standstillStart(history: RowHistory): number {
  let first = history.count - 1;
  while (first > 0 && history.committed[first - 1] === history.committed[first]) first -= 1;
  return first;
}

/** From the sample at that index to the newest. */
export function spanMs(history: RowHistory, first: number): number {
  return history.takenAtMs[history.count - 1]! - history.takenAtMs[first]!;
}

/**
 * Members do not commit during a rebalance, so the time after the last sample outside of one does not count; a member
 * that hangs keeps hanging after the rebalance, and what was seen before it counts. Only a group that rebalances for
 * longer than one rebalance can take stands still by that alone.
 */
function standsStill(history: RowHistory, rules: LagRules): boolean {
  const first = standstillStart(history);
  const startedAtMs = history.takenAtMs[first]!;
  let settled = history.count - 1;
  while (settled > first && history.isSettled[settled] === 0) settled -= 1;
  const settledMs = history.takenAtMs[settled]! - startedAtMs;
  if (settled > first && settledMs >= rules.standstillMs) return true;
  return spanMs(history, first) >= Math.max(rules.standstillMs, longestRebalanceMs);
}

/** A state the broker does not tell counts as members: the look at the group that follows settles it. */
function isWithoutMembers(history: RowHistory): boolean {
  return history.state === 'Empty' || history.state === 'Dead';
}

function neverFell(history: RowHistory): boolean {
  for (let i = 1; i < history.count; i += 1) if (history.lag[i]! < history.lag[i - 1]!) return false;
  return true;
}
