import { rowError } from '../kafka/row-error.ts';
import { findingKindOf, findingOf, TOPIC_GONE_CODE } from './findings.ts';
import type { RowHistory } from './history.ts';
import { lagOf } from './history.ts';
import { commitCodeOf, logCodeOf } from './row-codes.ts';
import type { Ruling } from './rules.ts';
import { judgeRow, severityOf, verdictOf } from './rules.ts';
import { isStalledBeforeFirstCommit, uncommittedOf } from './uncommitted.ts';
import type { UnreadableTally } from './unreadable.ts';
import type { FindingKind, LagFinding, LagRules, Verdict } from './verdict.ts';
import { verdicts } from './verdict.ts';
import type { LagWindow } from './window.ts';

/** A page of rows is what a person reads; the rest is counted. */
export const SHOWN_PER_GROUP = 20;

/** What one pass over a group's rows collects: row numbers and sums, and an object for no row but the shown findings. */
export interface GroupPass {
  lagRecords: number;
  goneCount: number;
  unreadableCount: number;
  /** Rows that need an eye or a person, in no order. Of a first sample every row is NEW: those are not kept. */
  readonly badRows: number[];
  /** By row of the snapshot: how bad it is, as an index into `verdicts`. One column for all passes. */
  readonly rankByRow: Uint8Array;
  /** The row with the most lag among those that are NEW, else among those that are OK; −1 for none. */
  mostLaggingRow: number;
  mildVerdict: Verdict;
  mostLag: number;
  readonly findings: LagFinding[];
  findingCount: number;
}

/** A function that passes over one group of the window; what many groups share is told to the tally once. */
export function groupPasser(
  window: LagWindow,
  rules: LagRules,
  readHistory: (group: number, row: number) => RowHistory,
  tally: UnreadableTally,
): (group: number) => GroupPass {
  const { groups, rows, partitions, topics } = window.newest;
  const rankByRow = new Uint8Array(rows.count);
  const isLogTold = new Uint8Array(partitions.count);
  const topicOf = (partition: number) => topics.names[partitions.topic[partition]!]!;

  const note = (pass: GroupPass, kind: FindingKind, row: number) => {
    pass.findingCount += 1;
    if (pass.findings.length === SHOWN_PER_GROUP) return;
    const p = rows.partition[row]!;
    const offsets = { committed: rows.committed[row]!, logStart: partitions.logStart[p]!, end: partitions.end[p]! };
    pass.findings.push(findingOf(kind, topicOf(p), partitions.partition[p]!, offsets));
  };

  const addBad = (pass: GroupPass, row: number, verdict: Verdict) => {
    rankByRow[row] = verdicts.indexOf(verdict);
    pass.badRows.push(row);
  };

  const hasCommit = (pass: GroupPass, group: number, row: number): boolean => {
    const code = commitCodeOf(rows, row);
    if (code === 0) return true;
    if (isStalledBeforeFirstCommit(window, group, row, rules)) {
      pass.lagRecords += uncommittedOf(window, row)?.arrivedRecords ?? 0;
      addBad(pass, row, 'STALLED');
      return false;
    }
    if (code !== rowError.noCommit) pass.unreadableCount += 1;
    // A group that did not answer is told once as a group, and not again by each of its partitions.
    if (code !== groups.error[group]) tally.addRow(groups.names[group]!, code);
    return false;
  };

  const hasLog = (pass: GroupPass, row: number): boolean => {
    const p = rows.partition[row]!;
    const code = logCodeOf(partitions, p);
    if (code === 0) return true;
    if (code === TOPIC_GONE_CODE) {
      pass.goneCount += 1;
      note(pass, 'topicGone', row);
      return false;
    }
    pass.unreadableCount += 1;
    if (isLogTold[p] === 0) tally.addPartition(topicOf(p), code);
    isLogTold[p] = 1;
    return false;
  };

  const addRow = (pass: GroupPass, group: number, row: number) => {
    const p = rows.partition[row]!;
    const committed = rows.committed[row]!;
    const end = partitions.end[p]!;
    const lag = lagOf(committed, end);
    pass.lagRecords += lag;
    const kind = findingKindOf(committed, partitions.logStart[p]!, end);
    if (kind !== undefined) note(pass, kind, row);
    // Nearly all rows of a healthy fleet end here, without a look at their past.
    const ruling: Ruling = lag <= rules.allowedLagRecords ? 'caughtUp' : judgeRow(readHistory(group, row), rules);
    if (ruling === 'transactionHangs') note(pass, 'openTransaction', row);
    const verdict = verdictOf[ruling];
    if (severityOf[verdict] !== 'ok') addBad(pass, row, verdict);
    else if (verdict !== pass.mildVerdict ? verdict === 'NEW' : lag > pass.mostLag) {
      pass.mildVerdict = verdict;
      pass.mostLaggingRow = row;
      pass.mostLag = lag;
    }
  };

  return group => {
    const pass = emptyPass(rankByRow);
    const first = groups.firstRow[group]!;
    for (let row = first; row < first + groups.rowCount[group]!; row += 1) {
      if (hasCommit(pass, group, row) && hasLog(pass, row)) addRow(pass, group, row);
    }
    return pass;
  };
}

function emptyPass(rankByRow: Uint8Array): GroupPass {
  return {
    lagRecords: 0,
    goneCount: 0,
    unreadableCount: 0,
    badRows: [],
    rankByRow,
    mostLaggingRow: -1,
    mildVerdict: 'OK',
    mostLag: -1,
    findings: [],
    findingCount: 0,
  };
}
