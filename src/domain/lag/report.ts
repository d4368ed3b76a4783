import { groupKinds } from '../kafka/group.ts';
import { ourRowErrorSentence } from '../kafka/row-error.ts';
import { isoInstant } from './figures.ts';
import { groupJudge } from './group-judge.ts';
import { countFailures, unreadableTally } from './unreadable.ts';
import type { GroupVerdict, LagReport, LagRules, Verdict } from './verdict.ts';
import { verdicts } from './verdict.ts';
import type { LagWindow } from './window.ts';
import { windowSpanMs } from './window.ts';

/** A sentence for one of Kafka's error codes; the adapter has the table. */
export type DescribeCode = (code: number) => string;

/**
 * Judges every group of the newest sample by the window. Groups that do not consume, such as Connect's workers, are left
 * out; what could not be read is told beside the verdicts.
 */
export function judge(window: LagWindow, rules: LagRules, describeCode: DescribeCode): LagReport {
  const { newest } = window;
  const tally = unreadableTally(code => ourRowErrorSentence(code) ?? describeCode(code));
  const judgeGroup = groupJudge(window, rules, tally);
  const groups: GroupVerdict[] = [];
  for (let group = 0; group < newest.groups.count; group += 1) {
    if (groupKinds[newest.groups.kind[group]!] === 'other') continue;
    const code = newest.groups.error[group]!;
    if (code !== 0) tally.addGroup(newest.groups.names[group]!, code);
    if (code === 0 || newest.groups.rowCount[group]! > 0) groups.push(judgeGroup(group));
  }
  const unreadable = tally.list(newest.gaps);
  return {
    clusterId: newest.clusterId,
    takenAt: isoInstant(newest.takenAtMs),
    snapshotMs: newest.durationMs,
    window: { samples: window.samples.length, spanMs: windowSpanMs(window) },
    rules,
    totals: {
      groups: groups.length,
      groupPartitions: groups.reduce((sum, group) => sum + group.partitionCount, 0),
      lagRecords: groups.reduce((sum, group) => sum + group.lagRecords, 0),
      byVerdict: countByVerdict(groups),
      unreadable: countFailures(unreadable),
    },
    groups: groups.sort(worstFirst),
    unreadable,
  };
}

function worstFirst(a: GroupVerdict, b: GroupVerdict): number {
  const byVerdict = verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict);
  if (byVerdict !== 0) return byVerdict;
  if (a.lagRecords !== b.lagRecords) return b.lagRecords - a.lagRecords;
  return a.group < b.group ? -1 : 1;
}

function countByVerdict(groups: readonly GroupVerdict[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { OK: 0, NEW: 0, WARN: 0, REWOUND: 0, STOPPED: 0, STALLED: 0 };
  for (const group of groups) counts[group.verdict] += 1;
  return counts;
}
