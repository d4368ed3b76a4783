import { groupKinds, groupStates } from '../kafka/group.ts';
import { evidenceOf } from './evidence.ts';
import { grouped } from './figures.ts';
import type { GroupPass } from './group-pass.ts';
import { groupPasser, SHOWN_PER_GROUP } from './group-pass.ts';
import { historyReader, lagOf } from './history.ts';
import { nextStepFor, nextStepForFinding } from './next-step.ts';
import { judgeRow, verdictOf } from './rules.ts';
import type { Uncommitted } from './uncommitted.ts';
import { evidenceOfUncommitted, uncommittedOf } from './uncommitted.ts';
import type { UnreadableTally } from './unreadable.ts';
import type { GroupVerdict, LagRules, NextStep, PartitionVerdict, Verdict } from './verdict.ts';
import type { LagWindow } from './window.ts';

/** A function that judges one group of the window, with the scratch space that all groups share. */
export function groupJudge(
  window: LagWindow,
  rules: LagRules,
  tally: UnreadableTally,
): (group: number) => GroupVerdict {
  const { groups, rows, partitions, topics } = window.newest;
  const readHistory = historyReader(window);
  const passOver = groupPasser(window, rules, readHistory, tally);

  const describeRow = (group: number, row: number): PartitionVerdict => {
    const uncommitted = uncommittedOf(window, row);
    return uncommitted === undefined ? describeCommitted(group, row) : describeUncommitted(uncommitted, row);
  };

  const describeUncommitted = (uncommitted: Uncommitted, row: number): PartitionVerdict => ({
    ...placeOf(row),
    verdict: 'STALLED',
    lagRecords: uncommitted.arrivedRecords,
    evidence: evidenceOfUncommitted(uncommitted),
  });

  const placeOf = (row: number) => {
    const p = rows.partition[row]!;
    return {
      topic: topics.names[partitions.topic[p]!]!,
      partition: partitions.partition[p]!,
      committedOffset: rows.committed[row]!,
      endOffset: partitions.end[p]!,
    };
  };

  const describeCommitted = (group: number, row: number): PartitionVerdict => {
    const history = readHistory(group, row);
    const ruling = judgeRow(history, rules);
    const place = placeOf(row);
    return {
      ...place,
      verdict: verdictOf[ruling],
      lagRecords: lagOf(place.committedOffset, place.endOffset),
      evidence: evidenceOf(ruling, history, rules),
    };
  };

  const byWorst = ({ rankByRow }: GroupPass) => {
    const lagOfRow = (row: number) =>
      rows.committed[row]! < 0
        ? (uncommittedOf(window, row)?.arrivedRecords ?? 0)
        : lagOf(rows.committed[row]!, partitions.end[rows.partition[row]!]!);
    const topicOf = (row: number) => topics.names[partitions.topic[rows.partition[row]!]!]!;
    const numberOf = (row: number) => partitions.partition[rows.partition[row]!]!;
    return (a: number, b: number) =>
      rankByRow[b]! - rankByRow[a]! ||
      lagOfRow(b) - lagOfRow(a) ||
      compareNames(topicOf(a), topicOf(b)) ||
      numberOf(a) - numberOf(b);
  };

  return group => {
    const pass = passOver(group);
    const shown = worstOf(pass.badRows, SHOWN_PER_GROUP, byWorst(pass)).map(row => describeRow(group, row));
    const worst = shown[0] ?? (pass.mostLaggingRow === -1 ? undefined : describeRow(group, pass.mostLaggingRow));
    const verdict = worst?.verdict ?? verdictWithoutRows(pass);
    const nextStep = nextStepOf(verdict, worst, pass);
    const furtherFindings = pass.findingCount - pass.findings.length;
    return {
      group: groups.names[group]!,
      kind: groupKinds[groups.kind[group]!] ?? 'unknown',
      state: groupStates[groups.state[group]!] ?? 'Unknown',
      verdict,
      lagRecords: pass.lagRecords,
      partitionCount: groups.rowCount[group]!,
      evidence: worst === undefined ? evidenceWithoutRows(pass) : evidenceLedBy(worst, pass),
      ...(nextStep === undefined ? {} : { nextStep }),
      partitions: shown,
      furtherPartitions: pass.badRows.length - shown.length,
      findings: pass.findings,
      ...(furtherFindings > 0 ? { furtherFindings } : {}),
      ...(pass.unreadableCount > 0 ? { unreadablePartitions: pass.unreadableCount } : {}),
    };
  };
}

/** The first rows of an order, without ordering the rest: in a bad hour every row of a fleet is bad. */
function worstOf(rows: readonly number[], most: number, compare: (a: number, b: number) => number): readonly number[] {
  const worst: number[] = [];
  for (const row of rows) {
    if (worst.length === most && compare(row, worst.at(-1)!) >= 0) continue;
    const at = worst.findIndex(kept => compare(row, kept) < 0);
    worst.splice(at < 0 ? worst.length : at, 0, row);
    if (worst.length > most) worst.pop();
  }
  return worst;
}

function compareNames(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A warning for a hanging transaction leads to the producer: more consumers would not help. */
function nextStepOf(verdict: Verdict, worst: PartitionVerdict | undefined, pass: GroupPass): NextStep | undefined {
  const isHeldBack = pass.findings.some(
    ({ kind, topic, partition }) =>
      kind === 'openTransaction' && topic === worst?.topic && partition === worst.partition,
  );
  return verdict === 'WARN' && isHeldBack ? nextStepForFinding('openTransaction') : nextStepFor(verdict);
}

function evidenceLedBy(worst: PartitionVerdict, pass: GroupPass): string {
  const isAllConsumed = worst.verdict === 'OK' && pass.lagRecords === 0;
  return isAllConsumed ? worst.evidence : `${worst.topic}-${worst.partition}: ${worst.evidence}`;
}

/** A group whose topics are all gone waits for nothing; of one that committed nothing, nothing can be said. */
function verdictWithoutRows(pass: GroupPass): Verdict {
  return pass.goneCount > 0 && pass.unreadableCount === 0 ? 'OK' : 'NEW';
}

function evidenceWithoutRows(pass: GroupPass): string {
  if (pass.unreadableCount > 0)
    return `none of its ${grouped(pass.unreadableCount)} committed partitions could be read`;
  if (pass.goneCount > 0) return 'every topic it committed to is gone';
  return 'it has committed no offset, so there is nothing to judge';
}
