import { groupKinds, groupStates } from '../kafka/group.ts';
import { rowError } from '../kafka/row-error.ts';
import { evidenceOf } from './evidence.ts';
import { grouped } from './figures.ts';
import { findingKindOf, findingOf, TOPIC_GONE_CODE } from './findings.ts';
import { historyReader, lagOf } from './history.ts';
import { nextStepFor, nextStepForFinding } from './next-step.ts';
import { judgeRow, verdictOf } from './rules.ts';
import type { UnreadableTally } from './unreadable.ts';
import type { FindingKind, GroupVerdict, LagFinding, LagRules, PartitionVerdict, Verdict } from './verdict.ts';
import { verdicts } from './verdict.ts';
import type { LagWindow } from './window.ts';

/** A page of rows is what a person reads; the rest is counted. */
const SHOWN_PER_GROUP = 20;

/** Kafka's UNKNOWN_SERVER_ERROR, for a row that has neither a value nor a reason. */
const NO_REASON_CODE = -1;

/** What one pass over a group's rows collects: row numbers and sums, an object for none of them. */
interface Pass {
  lagRecords: number;
  readCount: number;
  goneCount: number;
  uncommittedCount: number;
  unreadableCount: number;
  /** Rows that are not OK, in no order. */
  readonly badRows: number[];
  /** The row with the most lag among those that are OK; −1 for none. */
  laggingRow: number;
  laggingRowLag: number;
  readonly findings: LagFinding[];
  findingCount: number;
}

/** A function that judges one group of the window, with the scratch space that all groups share. */
export function groupJudge(
  window: LagWindow,
  rules: LagRules,
  tally: UnreadableTally,
): (group: number) => GroupVerdict {
  const { groups, rows, partitions, topics } = window.newest;
  const read = historyReader(window);
  const verdictByRow = new Uint8Array(rows.count);
  const isPartitionTold = new Uint8Array(partitions.count);
  const lagOfRow = (row: number) => lagOf(rows.committed[row]!, partitions.end[rows.partition[row]!]!);
  const topicOf = (partition: number) => topics.names[partitions.topic[partition]!]!;

  const note = (pass: Pass, kind: FindingKind, row: number) => {
    pass.findingCount += 1;
    if (pass.findings.length === SHOWN_PER_GROUP) return;
    const p = rows.partition[row]!;
    const offsets = { committed: rows.committed[row]!, logStart: partitions.logStart[p]!, end: partitions.end[p]! };
    pass.findings.push(findingOf(kind, topicOf(p), partitions.partition[p]!, offsets));
  };

  /** Counts a row without a value; true where it has one. */
  const hasValue = (pass: Pass, group: number, row: number): boolean => {
    const p = rows.partition[row]!;
    const isCommitted = rows.committed[row]! >= 0;
    const code = rows.error[row]! !== 0 ? rows.error[row]! : isCommitted ? 0 : rowError.noCommit;
    if (code !== 0) {
      if (code === rowError.noCommit) pass.uncommittedCount += 1;
      else pass.unreadableCount += 1;
      tally.addRow(groups.names[group]!, code);
      return false;
    }
    const partitionCode =
      partitions.error[p]! !== 0 ? partitions.error[p]! : partitions.end[p]! >= 0 ? 0 : NO_REASON_CODE;
    if (partitionCode === 0) return true;
    if (partitionCode === TOPIC_GONE_CODE) {
      pass.goneCount += 1;
      note(pass, 'topicGone', row);
      return false;
    }
    pass.unreadableCount += 1;
    if (isPartitionTold[p] === 0) tally.addPartition(topicOf(p), partitionCode);
    isPartitionTold[p] = 1;
    return false;
  };

  const passOver = (group: number): Pass => {
    const pass: Pass = {
      lagRecords: 0,
      readCount: 0,
      goneCount: 0,
      uncommittedCount: 0,
      unreadableCount: 0,
      badRows: [],
      laggingRow: -1,
      laggingRowLag: -1,
      findings: [],
      findingCount: 0,
    };
    const first = groups.firstRow[group]!;
    for (let row = first; row < first + groups.rowCount[group]!; row += 1) {
      if (!hasValue(pass, group, row)) continue;
      pass.readCount += 1;
      const p = rows.partition[row]!;
      const lag = lagOfRow(row);
      pass.lagRecords += lag;
      const kind = findingKindOf({
        committed: rows.committed[row]!,
        logStart: partitions.logStart[p]!,
        end: partitions.end[p]!,
      });
      if (kind !== undefined) note(pass, kind, row);
      // Nearly all rows of a healthy fleet end here, without a look at their past.
      const ruling = lag <= rules.allowedLagRecords ? 'caughtUp' : judgeRow(read(group, row), rules);
      if (ruling === 'transactionHangs') note(pass, 'openTransaction', row);
      const verdict = verdictOf[ruling];
      verdictByRow[row] = verdicts.indexOf(verdict);
      if (verdict !== 'OK') pass.badRows.push(row);
      else if (lag > pass.laggingRowLag) {
        pass.laggingRow = row;
        pass.laggingRowLag = lag;
      }
    }
    return pass;
  };

  const byWorst = (a: number, b: number): number => {
    const byVerdict = verdictByRow[b]! - verdictByRow[a]!;
    if (byVerdict !== 0) return byVerdict;
    const byLag = lagOfRow(b) - lagOfRow(a);
    if (byLag !== 0) return byLag;
    const [pa, pb] = [rows.partition[a]!, rows.partition[b]!];
    if (topicOf(pa) !== topicOf(pb)) return topicOf(pa) < topicOf(pb) ? -1 : 1;
    return partitions.partition[pa]! - partitions.partition[pb]!;
  };

  const describeRow = (group: number, row: number): PartitionVerdict => {
    const history = read(group, row);
    const ruling = judgeRow(history, rules);
    const p = rows.partition[row]!;
    return {
      topic: topicOf(p),
      partition: partitions.partition[p]!,
      verdict: verdictOf[ruling],
      committedOffset: rows.committed[row]!,
      endOffset: partitions.end[p]!,
      lagRecords: lagOfRow(row),
      evidence: evidenceOf(ruling, history, rules),
    };
  };

  return group => {
    const pass = passOver(group);
    const shown = pass.badRows
      .sort(byWorst)
      .slice(0, SHOWN_PER_GROUP)
      .map(row => describeRow(group, row));
    const worst = shown[0] ?? (pass.laggingRow === -1 ? undefined : describeRow(group, pass.laggingRow));
    const verdict = worst?.verdict ?? verdictWithoutRows(pass);
    const isHeldByTransaction =
      verdict === 'WARN' &&
      pass.findings.some(
        f => f.kind === 'openTransaction' && f.topic === worst?.topic && f.partition === worst.partition,
      );
    const nextStep = isHeldByTransaction ? nextStepForFinding('openTransaction') : nextStepFor(verdict);
    return {
      group: groups.names[group]!,
      kind: groupKinds[groups.kind[group]!] ?? 'unknown',
      state: groupStates[groups.state[group]!] ?? 'Unknown',
      verdict,
      lagRecords: pass.lagRecords,
      partitionCount: groups.rowCount[group]!,
      evidence: worst === undefined ? evidenceWithoutRows(pass) : leadBy(worst, pass),
      ...(nextStep === undefined ? {} : { nextStep }),
      partitions: shown,
      furtherPartitions: pass.badRows.length - shown.length,
      findings: pass.findings,
      ...(pass.findingCount > pass.findings.length
        ? { furtherFindings: pass.findingCount - pass.findings.length }
        : {}),
      ...(pass.unreadableCount > 0 ? { unreadablePartitions: pass.unreadableCount } : {}),
    };
  };
}

function leadBy(worst: PartitionVerdict, pass: Pass): string {
  const isAllConsumed = worst.verdict === 'OK' && pass.lagRecords === 0;
  return isAllConsumed ? worst.evidence : `${worst.topic}-${worst.partition}: ${worst.evidence}`;
}

/** A group whose topics are all gone waits for nothing; of one that committed nothing, nothing can be said. */
function verdictWithoutRows(pass: Pass): Verdict {
  return pass.goneCount > 0 && pass.unreadableCount === 0 ? 'OK' : 'NEW';
}

function evidenceWithoutRows(pass: Pass): string {
  if (pass.unreadableCount > 0)
    return `none of its ${grouped(pass.unreadableCount)} committed partitions could be read`;
  if (pass.goneCount > 0) return 'every topic it committed to is gone';
  return 'it has committed no offset, so there is nothing to judge';
}
