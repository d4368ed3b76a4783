import { rowError } from '../../../domain/kafka/row-error.ts';
import { NO_OFFSET } from '../../../domain/kafka/snapshot.ts';
import type { Frame } from '../connection/broker-connection.ts';
import { Reader } from '../protocol/reader.ts';
import { arrayLength } from './array-length.ts';
import { isPartitionNumber, type PartitionDictionary } from './partition-dictionary.ts';
import type { RowBuilder } from './row-builder.ts';

/** Where one group's rows went. `group` is absent before v8, where an answer is about the one group asked for. */
export interface DecodedGroup {
  readonly group: string | undefined;
  readonly errorCode: number;
  readonly firstRow: number;
  readonly rowCount: number;
}

/** Versions 2 to 9: the ones that can ask for all topics and that name topics by name. */
export const offsetFetchVersions = { min: 2, max: 9, manyGroupsFrom: 8 } as const;

/** Kafka's −1 is "none"; whatever else is negative is no place in a log either. */
const { noCommit } = rowError;

const flexibleFrom = 6;
const leaderEpochFrom = 5;
const throttleFrom = 3;
/** The smallest partition there can be: index, offset, metadata's length and error code. */
const smallestPartitionBytes = 4 + 8 + 1 + 2;

/**
 * Reads an OffsetFetch answer straight into rows, without an object for a partition.
 *
 *   v8+: throttle => INT32, groups => [group_id, topics, error_code]
 *   v2–v7: throttle (v3+) => INT32, topics, error_code
 *   topics => [name, [partition INT32, offset INT64, leader_epoch INT32 (v5+), metadata NULLABLE_STRING, error INT16]]
 */
export function decodeOffsetFetch(
  frame: Frame,
  version: number,
  partitions: PartitionDictionary,
  rows: RowBuilder,
): readonly DecodedGroup[] {
  const reader = new Reader(frame.bytes, frame.bodyStart, `OffsetFetch v${version} answer`);
  try {
    return decodeAnswer(reader, version, partitions, rows);
  } catch (error) {
    if (error instanceof RangeError) reader.violated('a partition that is cut short');
    throw error;
  }
}

function decodeAnswer(
  reader: Reader,
  version: number,
  partitions: PartitionDictionary,
  rows: RowBuilder,
): readonly DecodedGroup[] {
  const view = new DataView(reader.bytes.buffer, reader.bytes.byteOffset, reader.bytes.length);
  if (version >= throttleFrom) reader.skip(4);
  const decoded: DecodedGroup[] = [];
  if (version >= offsetFetchVersions.manyGroupsFrom) {
    for (let left = arrayLength(reader, true); left > 0; left -= 1) {
      const group = reader.text(reader.compactLength());
      decoded.push(decodeGroup(reader, view, group, version, partitions, rows));
      reader.skipTaggedFields();
    }
  } else {
    decoded.push(decodeGroup(reader, view, undefined, version, partitions, rows));
  }
  if (version >= flexibleFrom) reader.skipTaggedFields();
  reader.finish();
  return decoded;
}

function decodeGroup(
  reader: Reader,
  view: DataView,
  group: string | undefined,
  version: number,
  partitions: PartitionDictionary,
  rows: RowBuilder,
): DecodedGroup {
  const flexible = version >= flexibleFrom;
  const firstRow = rows.count;
  rows.groupsDecoded += 1;
  for (let left = arrayLength(reader, flexible); left > 0; left -= 1) {
    const nameLength = flexible ? reader.compactLength() : reader.length16();
    const nameStart = reader.position;
    reader.skip(nameLength);
    const topic = partitions.topics.indexAt(reader.bytes, nameStart, reader.position);
    const count = arrayLength(reader, flexible);
    if (count * smallestPartitionBytes > reader.remaining) reader.violated(`${count} partitions`);
    rows.reserve(count);
    if (flexible) {
      decodePartitions(reader, view, count, topic, partitions, rows);
      reader.skipTaggedFields();
    } else {
      decodeOldPartitions(reader, count, topic, version, partitions, rows);
    }
  }
  return { group, errorCode: reader.int16(), firstRow, rowCount: rows.count - firstRow };
}

/**
 * The inner loop of a snapshot, over millions of rows: reads numbers by a DataView, which the engine turns into single
 * loads. Reading past the end is a RangeError there, and ProtocolViolated to the caller.
 */
function decodePartitions(
  reader: Reader,
  view: DataView,
  count: number,
  topic: number,
  partitions: PartitionDictionary,
  rows: RowBuilder,
): void {
  let at = reader.position;
  let row = rows.count;
  let known = partitions.rowsOf(topic);
  const { partition: indexes, committed: offsets, error: errors } = rows;
  for (let left = count; left > 0; left -= 1) {
    const partition = view.getInt32(at);
    const high = view.getInt32(at + 4);
    const low = view.getUint32(at + 8);
    // After the leader epoch; nearly every commit is without a note.
    at = view.getUint8(at + 16) <= 1 ? at + 17 : afterNote(reader, at + 16);
    let error = view.getInt16(at);
    if (error === 0 && high < 0) error = noCommit;
    at = view.getUint8(at + 2) === 0 ? at + 3 : afterTaggedFields(reader, at + 2);
    let index = partition >= 0 && partition < known.length ? known[partition]! : -1;
    if (index < 0) {
      index = newPartition(reader, partitions, topic, partition);
      known = partitions.rowsOf(topic);
    }
    indexes[row] = index;
    offsets[row] = error === 0 ? high * 4294967296 + low : NO_OFFSET;
    errors[row] = error;
    row += 1;
  }
  reader.position = at;
  rows.count = row;
}

function afterNote(reader: Reader, start: number): number {
  reader.position = start;
  reader.skip(reader.compactLength());
  return reader.position;
}

function afterTaggedFields(reader: Reader, start: number): number {
  reader.position = start;
  reader.skipTaggedFields();
  return reader.position;
}

function decodeOldPartitions(
  reader: Reader,
  count: number,
  topic: number,
  version: number,
  partitions: PartitionDictionary,
  rows: RowBuilder,
): void {
  for (let left = count; left > 0; left -= 1) {
    const partition = newPartition(reader, partitions, topic, reader.int32());
    const committed = reader.int64AsNumber();
    if (version >= leaderEpochFrom) reader.skip(4);
    reader.skip(Math.max(0, reader.length16())); // the committer's note
    const error = reader.int16();
    rows.add(partition, committed, error === 0 && committed < 0 ? noCommit : error);
  }
}

function newPartition(reader: Reader, partitions: PartitionDictionary, topic: number, partition: number): number {
  if (!isPartitionNumber(partition)) reader.violated(`partition ${partition}`);
  return partitions.rowOf(topic, partition);
}
