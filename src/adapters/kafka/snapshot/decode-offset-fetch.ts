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
  if (version >= throttleFrom) reader.skip(4);
  const decoded: DecodedGroup[] = [];
  if (version >= offsetFetchVersions.manyGroupsFrom) {
    for (let left = arrayLength(reader, true); left > 0; left -= 1) {
      const group = reader.text(reader.compactLength());
      decoded.push(decodeGroup(reader, group, version, partitions, rows));
      reader.skipTaggedFields();
    }
  } else {
    decoded.push(decodeGroup(reader, undefined, version, partitions, rows));
  }
  if (version >= flexibleFrom) reader.skipTaggedFields();
  reader.finish();
  return decoded;
}

function decodeGroup(
  reader: Reader,
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
      decodePartitions(reader, count, topic, partitions, rows);
      reader.skipTaggedFields();
    } else {
      decodeOldPartitions(reader, count, topic, version, partitions, rows);
    }
  }
  return { group, errorCode: reader.int16(), firstRow, rowCount: rows.count - firstRow };
}

/**
 * The inner loop of a snapshot, over millions of rows: written on the bytes themselves. Reading past the end yields
 * zeros, not an exception; the skip at the end finds it.
 */
function decodePartitions(
  reader: Reader,
  count: number,
  topic: number,
  partitions: PartitionDictionary,
  rows: RowBuilder,
): void {
  const { bytes } = reader;
  let at = reader.position;
  let row = rows.count;
  let known = partitions.rowsOf(topic);
  const { partition: indexes, committed: offsets, error: errors } = rows;
  for (let left = count; left > 0; left -= 1) {
    const partition = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    const high = (bytes[at + 4]! << 24) | (bytes[at + 5]! << 16) | (bytes[at + 6]! << 8) | bytes[at + 7]!;
    const low = (bytes[at + 8]! << 24) | (bytes[at + 9]! << 16) | (bytes[at + 10]! << 8) | bytes[at + 11]!;
    at += 16; // with the leader epoch
    let metadataLength = bytes[at]!;
    at += 1;
    if (metadataLength >= 0x80) {
      metadataLength &= 0x7f;
      for (let shift = 7, byte = 0x80; byte >= 0x80; shift += 7) {
        byte = bytes[at]!;
        at += 1;
        metadataLength |= (byte & 0x7f) << shift;
      }
    }
    if (metadataLength > 1) at += metadataLength - 1;
    let error = ((bytes[at]! << 24) >> 16) | bytes[at + 1]!;
    if (error === 0 && high < 0) error = noCommit;
    at += 2;
    if (bytes[at] === 0) at += 1;
    else {
      reader.position = at;
      reader.skipTaggedFields();
      at = reader.position;
    }
    let index = partition >= 0 && partition < known.length ? known[partition]! : -1;
    if (index < 0) {
      index = newPartition(reader, partitions, topic, partition);
      known = partitions.rowsOf(topic);
    }
    indexes[row] = index;
    offsets[row] = error === 0 ? high * 4294967296 + (low >>> 0) : NO_OFFSET;
    errors[row] = error;
    row += 1;
  }
  reader.skip(at - reader.position);
  rows.count = row;
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
