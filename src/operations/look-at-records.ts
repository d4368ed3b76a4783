import type { Check } from '../domain/change/plan.ts';
import { keyOf } from '../domain/offsets/commit.ts';
import type { OffsetMove } from '../domain/offsets/move.ts';
import { checkSeenRecords, movesToLookAt, shortSkipOf, withSeenRecords } from '../domain/offsets/see-records.ts';
import type { RecordLimits, RecordPosition, RecordReader, RecordRow } from '../ports/record-reader.ts';

/** A plan of a thousand partitions has to stay quick, and nobody reads a thousand ages. */
const mostPartitions = 200;

const limits: RecordLimits = {
  withinMs: 5_000,
  maxBytes: 64 * 1024 * 1024,
  // A batch of the usual producer's, which is 16 KB, and some.
  maxBytesPerPartition: 24 * 1024,
  // Enough to guess JSON from text.
  maxContentBytes: 4 * 1024,
};

/** Looks at the records at both ends of the moves that matter most. What cannot be looked at is told, and stops nothing. */
export async function lookAtRecords(
  moves: readonly OffsetMove[],
  records: RecordReader,
): Promise<{ readonly moves: readonly OffsetMove[]; readonly checks: readonly Check[] }> {
  const chosen = movesToLookAt(moves, mostPartitions);
  if (chosen.length === 0) return { moves, checks: [] };
  const olds = chosen.flatMap(move => positionOf(move, move.before?.offset, shortSkipOf(move)));
  const news = chosen.flatMap(move => positionOf(move, move.after?.offset, 0));
  const rows = await records.readRecordsAt([...olds, ...news], limits);
  const atOld = byPartition(rows.slice(0, olds.length));
  const atNew = byPartition(rows.slice(olds.length));
  const seen = new Map(
    chosen.map(move => {
      const ends = [atOld.get(keyOf(move)), atNew.get(keyOf(move))] as const;
      const problems = ends.flatMap(row => (row?.problem === undefined ? [] : [row.problem]));
      const [old, next] = ends;
      return [keyOf(move), withSeenRecords(move, { atOld: old?.entries, atNew: next?.entries, problems })];
    }),
  );
  const looked = moves.map(move => seen.get(keyOf(move)) ?? move);
  return { moves: looked, checks: checkSeenRecords(looked, chosen.length) };
}

/** Only what the log holds: nothing is asked for at its end. */
function positionOf(
  { topic, partition, log }: OffsetMove,
  offset: number | undefined,
  count: number,
): readonly RecordPosition[] {
  if (offset === undefined || offset < log.start || offset >= log.end) return [];
  return [{ topic, partition, offset, ...(count > 1 ? { count } : {}) }];
}

function byPartition(rows: readonly RecordRow[]): ReadonlyMap<string, RecordRow> {
  return new Map(rows.map(row => [keyOf(row), row]));
}
