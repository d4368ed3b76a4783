import { type LogSample, NO_SIZE, rowsOf } from './log-sample.ts';

/** What was written into the topics of a cluster between two samples. */
export interface LogMovement {
  readonly seconds: number;
  readonly topics: ReadonlyMap<string, TopicMovement>;
  /** Partitions that cannot be compared: not read, or with fewer records than before. */
  readonly skippedPartitions: number;
}

export interface TopicMovement {
  readonly records: number;
  /** Of them, those of partitions whose size is known. */
  readonly sizedRecords: number;
  /** Of these. */
  readonly bytes: number;
  /** Of them, what was reckoned from the records, since the log was cut meanwhile. */
  readonly estimatedBytes: number;
}

/**
 * What a sample says, over what the one before it said where it has nothing: what a partition wrote while it could not
 * be read then counts as soon as it can be read again, and nothing counts twice.
 */
export function carriedOver(before: LogSample, after: LogSample): LogSample {
  const rowBefore = rowsOf(before);
  const { topics, partitions } = after;
  const columns = {
    logStart: partitions.logStart.slice(),
    end: partitions.end.slice(),
    error: partitions.error.slice(),
  };
  const bytes = after.bytes.slice();
  for (let row = 0; row < partitions.count; row += 1) {
    const from = rowBefore(topics[partitions.topic[row]!]!, partitions.partition[row]!);
    if (from === undefined || !isKnown(before, from)) continue;
    const isRead = partitions.error[row] === 0 && (bytes[row] !== NO_SIZE || before.bytes[from] === NO_SIZE);
    if (isRead) continue;
    columns.logStart[row] = before.partitions.logStart[from]!;
    columns.end[row] = before.partitions.end[from]!;
    columns.error[row] = 0;
    bytes[row] = before.bytes[from]!;
  }
  return { ...after, partitions: { ...partitions, ...columns }, bytes };
}

export function movementBetween(before: LogSample, after: LogSample): LogMovement {
  const rowBefore = rowsOf(before);
  const topics = new Map<string, TopicMovement>();
  let skippedPartitions = 0;
  for (let row = 0; row < after.partitions.count; row += 1) {
    const topic = after.topics[after.partitions.topic[row]!]!;
    const moved = partitionMovement(before, rowBefore(topic, after.partitions.partition[row]!), after, row);
    if (moved === undefined) skippedPartitions += 1;
    else topics.set(topic, summed([topics.get(topic) ?? nothing, moved]));
  }
  return { seconds: (after.takenAtMs - before.takenAtMs) / 1_000, topics, skippedPartitions };
}

/** Of one partition. One that was not there before has written all it holds. */
function partitionMovement(
  before: LogSample,
  from: number | undefined,
  after: LogSample,
  row: number,
): TopicMovement | undefined {
  if (!isKnown(after, row) || (from !== undefined && !isKnown(before, from))) return undefined;
  const { logStart, end } = after.partitions;
  const was = from === undefined ? { start: 0, end: 0, bytes: 0 } : stateOf(before, from);
  const records = end[row]! - was.end;
  if (records < 0) return undefined;
  const size = after.bytes[row]!;
  if (size === NO_SIZE || was.bytes === NO_SIZE) return { ...nothing, records };
  const grown = size - was.bytes;
  // Retention and compaction take away what the growth should show; sizes tell the truth again in the next interval.
  const isCut = logStart[row] !== was.start || grown < 0;
  if (!isCut) return { records, sizedRecords: records, bytes: grown, estimatedBytes: 0 };
  const bytes = records * densityOf(size, end[row]! - logStart[row]!, was.bytes, was.end - was.start);
  return { records, sizedRecords: records, bytes, estimatedBytes: bytes };
}

/** Bytes of a record now, or before where the log is empty now. */
function densityOf(bytes: number, records: number, bytesBefore: number, recordsBefore: number): number {
  if (records > 0) return bytes / records;
  return recordsBefore > 0 ? bytesBefore / recordsBefore : 0;
}

function stateOf({ partitions, bytes }: LogSample, row: number) {
  return { start: partitions.logStart[row]!, end: partitions.end[row]!, bytes: bytes[row]! };
}

function isKnown({ partitions }: LogSample, row: number): boolean {
  return partitions.error[row] === 0;
}

export const nothing: TopicMovement = { records: 0, sizedRecords: 0, bytes: 0, estimatedBytes: 0 };

/** Several movements as one. */
export function summed(movements: readonly TopicMovement[]): TopicMovement {
  return movements.reduce(
    (sum, next) => ({
      records: sum.records + next.records,
      sizedRecords: sum.sizedRecords + next.sizedRecords,
      bytes: sum.bytes + next.bytes,
      estimatedBytes: sum.estimatedBytes + next.estimatedBytes,
    }),
    nothing,
  );
}

/**
 * What was written. Records without a size are taken to be as large as the others, or as `recordBytes` where no size is
 * known; undefined where neither is.
 */
export function writtenBytes(
  { records, sizedRecords, bytes }: TopicMovement,
  recordBytes: number | undefined,
): number | undefined {
  if (records === 0) return 0;
  if (sizedRecords === 0) return recordBytes === undefined ? undefined : records * recordBytes;
  return (bytes * records) / sizedRecords;
}
