import type { Check } from '../change/plan.ts';
import { counted, grouped } from '../lag/figures.ts';
import { byteSize, type EntryFacts, factsOf, writtenWhen } from '../records/entry-facts.ts';
import type { LogEntry } from '../records/log-entry.ts';
import { areSame, keyOf } from './commit.ts';
import type { OffsetMove } from './move.ts';

/** What the log has at both ends; absent where nobody asked. */
export interface Ends {
  readonly atOld?: readonly LogEntry[];
  readonly atNew?: readonly LogEntry[];
  /** Why it could not be looked at, each in a sentence. */
  readonly problems: readonly string[];
}

/** So few that each of them can be shown. */
const mostShownRecords = 5;

/** Moves that change something, those that skip or re-read most first. */
export function movesToLookAt(moves: readonly OffsetMove[], most: number): readonly OffsetMove[] {
  const size = ({ skippedRecords = 0 }: OffsetMove): number => Math.abs(skippedRecords);
  return moves
    .filter(({ before, after }) => !areSame(before, after))
    .toSorted((a, b) => size(b) - size(a))
    .slice(0, most);
}

/** How many records a move skips, where each of them can be shown. */
export function shortSkipOf({ skippedRecords = 0 }: Pick<OffsetMove, 'skippedRecords'>): number {
  return skippedRecords > 0 && skippedRecords <= mostShownRecords ? skippedRecords : 0;
}

/** The move with what was seen at its ends. */
export function withSeenRecords(move: OffsetMove, ends: Ends): OffsetMove {
  const { atOld, atNew, problems } = ends;
  const oldEntry = atOld?.[0];
  const newEntry = atNew?.[0];
  const isShort = shortSkipOf(move) > 0 && problems.length === 0;
  const skipped = isShort ? atOld?.filter(({ offset }) => offset < move.after!.offset) : undefined;
  const approximateBytes = skipped === undefined ? guessBytes(move, [oldEntry, newEntry]) : sizeOf(skipped);
  return {
    ...move,
    ...(oldEntry === undefined ? {} : { oldRecord: factsOf(oldEntry) }),
    ...(newEntry === undefined ? {} : { newRecord: factsOf(newEntry) }),
    ...(skipped === undefined ? {} : { skippedEntries: skipped.map(factsOf) }),
    ...(approximateBytes === undefined ? {} : { approximateBytes }),
    notes: [...move.notes, ...[...new Set(problems)].map(problem => `its records were not looked at: ${problem}`)],
  };
}

function sizeOf(entries: readonly LogEntry[]): number {
  return entries.reduce((total, entry) => total + (entry.kind === 'record' ? entry.sizeBytes : 0), 0);
}

function guessBytes({ skippedRecords }: OffsetMove, ends: readonly (LogEntry | undefined)[]): number | undefined {
  const seen = ends.flatMap(entry => (entry === undefined ? [] : [entry.batch.bytes / entry.batch.offsets]));
  if (skippedRecords === undefined || seen.length === 0) return undefined;
  const bytesPerOffset = seen.reduce((total, one) => total + one, 0) / seen.length;
  return Math.round(Math.abs(skippedRecords) * bytesPerOffset);
}

/** What looking at the records says about the plan: where nobody looked, and moves past an offset that holds nothing. */
export function checkSeenRecords(moves: readonly OffsetMove[], lookedAt: number): readonly Check[] {
  const changing = moves.filter(({ before, after }) => !areSame(before, after)).length;
  const sentence = `records were looked at in ${grouped(lookedAt)} of ${counted(changing, 'partition')}, those that move most`;
  const limited: Check = { name: 'records-were-looked-at', level: 'warn', sentence };
  return [
    ...(lookedAt < changing ? [limited] : []),
    ...moves.flatMap(move => {
      const reason = emptySkipOf(move);
      return reason === undefined ? [] : [emptySkip(`${keyOf(move)}: ${reason}`)];
    }),
  ];
}

function emptySkip(what: string): Check {
  const sentence = `${what}; consumers read the same with or without this move`;
  return { name: 'skips-a-record', level: 'warn', sentence };
}

/** Why a move that skips a few offsets skips no record. */
export function emptySkipOf({ before, after, skippedEntries, oldRecord }: OffsetMove): string | undefined {
  if (before === undefined || after === undefined || skippedEntries === undefined) return undefined;
  if (skippedEntries.some(({ kind }) => kind === 'record')) return undefined;
  const [marker] = skippedEntries;
  if (marker !== undefined) return `offset ${grouped(marker.offset)} is a transaction marker, no record`;
  const next = oldRecord === undefined ? '' : `, the next is ${grouped(oldRecord.offset)}`;
  const [first, last] = [grouped(before.offset), grouped(after.offset - 1)];
  return `${first === last ? `offset ${first} holds` : `offsets ${first} to ${last} hold`} no record any more${next}`;
}

/** `offset 41,207, 512 B, written 3 min ago`. */
export function describeRecord(entry: EntryFacts, nowMs: number): string {
  const size = entry.kind === 'record' ? byteSize(entry.sizeBytes) : 'a transaction marker';
  return `offset ${grouped(entry.offset)}, ${size}, ${writtenWhen(entry.timestampMs, nowMs)}`;
}
