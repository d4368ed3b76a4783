import { counted, grouped } from '../lag/figures.ts';
import { keyOf } from './commit.ts';
import type { OffsetMove } from './move.ts';
import { describeRecord, emptySkipOf } from './see-records.ts';

/** What a plan does to the records, added up over its partitions. */
export interface MoveTotals {
  readonly partitions: number;
  readonly skippedRecords: number;
  readonly rereadRecords: number;
  /** Partitions that get their first commit. */
  readonly firstCommits: number;
  /** Partitions whose commit is taken away. */
  readonly deletedCommits: number;
}

function totalsOf(moves: readonly OffsetMove[]): MoveTotals {
  const sum = (of: (skipped: number) => number): number =>
    moves.reduce((total, move) => total + Math.max(0, of(recordsOf(move))), 0);
  return {
    partitions: moves.length,
    skippedRecords: sum(skipped => skipped),
    rereadRecords: sum(skipped => -skipped),
    firstCommits: moves.filter(({ before, after }) => before === undefined && after !== undefined).length,
    deletedCommits: moves.filter(({ before, after }) => before !== undefined && after === undefined).length,
  };
}

/** Offsets, or where all were looked at those of them that hold a record. */
function recordsOf({ skippedRecords = 0, skippedEntries }: OffsetMove): number {
  return skippedEntries?.filter(({ kind }) => kind === 'record').length ?? skippedRecords;
}

/** The risk in a sentence: `skips 1 record (offset 41,207, 512 B, written 3 min ago) of orders:3`. */
export function riskOf(moves: readonly OffsetMove[], nowMs: number): string {
  const [only, ...others] = moves;
  if (only === undefined) return 'changes nothing: every partition is where it is to be';
  const { partitions, skippedRecords, rereadRecords, firstCommits, deletedCommits } = totalsOf(moves);
  const parts = [
    ...(skippedRecords > 0 ? [`skips ${counted(skippedRecords, 'record')}`] : []),
    ...(rereadRecords > 0 ? [`re-reads ${counted(rereadRecords, 'record')}`] : []),
    ...(firstCommits > 0 ? [`commits ${counted(firstCommits, 'partition')} for the first time`] : []),
    ...(deletedCommits > 0 ? [`takes the commit of ${counted(deletedCommits, 'partition')} away`] : []),
  ];
  const what = parts.length === 0 ? 'neither skips nor re-reads a record' : parts.join(', ');
  return `${what}${others.length === 0 ? whichOf(only, nowMs) : ''} ${others.length === 0 ? `of ${keyOf(only)}` : `in ${counted(partitions, 'partition')}`}`;
}

/** The one record that is skipped, or why it is none. */
function whichOf(move: OffsetMove, nowMs: number): string {
  const { before, skippedRecords, skippedEntries } = move;
  const empty = emptySkipOf(move);
  if (empty !== undefined) return ` (${empty})`;
  if (before === undefined || skippedRecords !== 1) return '';
  const [entry] = skippedEntries ?? [];
  return ` (${entry === undefined ? `offset ${grouped(before.offset)}` : describeRecord(entry, nowMs)})`;
}
