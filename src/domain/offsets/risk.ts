import { counted, grouped } from '../lag/figures.ts';
import { keyOf } from './commit.ts';
import type { OffsetMove } from './move.ts';

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
    moves.reduce((total, { skippedRecords = 0 }) => total + Math.max(0, of(skippedRecords)), 0);
  return {
    partitions: moves.length,
    skippedRecords: sum(skipped => skipped),
    rereadRecords: sum(skipped => -skipped),
    firstCommits: moves.filter(({ before, after }) => before === undefined && after !== undefined).length,
    deletedCommits: moves.filter(({ before, after }) => before !== undefined && after === undefined).length,
  };
}

/** The risk in a sentence: `skips 1 record (offset 41,207) of orders:3`. */
export function riskOf(moves: readonly OffsetMove[]): string {
  const [only, ...others] = moves;
  if (only === undefined) return 'changes nothing: every partition is where it is to be';
  const { partitions, skippedRecords, rereadRecords, firstCommits, deletedCommits } = totalsOf(moves);
  const isOneRecord = others.length === 0 && skippedRecords === 1 && only.before !== undefined;
  const parts = [
    ...(skippedRecords > 0 ? [`skips ${counted(skippedRecords, 'record')}`] : []),
    ...(rereadRecords > 0 ? [`re-reads ${counted(rereadRecords, 'record')}`] : []),
    ...(firstCommits > 0 ? [`commits ${counted(firstCommits, 'partition')} for the first time`] : []),
    ...(deletedCommits > 0 ? [`takes the commit of ${counted(deletedCommits, 'partition')} away`] : []),
  ];
  const what = parts.length === 0 ? 'neither skips nor re-reads a record' : parts.join(', ');
  const which = isOneRecord ? ` (offset ${grouped(only.before.offset)})` : '';
  return `${what}${which} ${others.length === 0 ? `of ${keyOf(only)}` : `in ${counted(partitions, 'partition')}`}`;
}
