import type { Frame } from '../connection/broker-connection.ts';
import { Reader } from '../protocol/reader.ts';
import { Writer } from '../protocol/writer.ts';
import { arrayLength } from './array-length.ts';
import type { PartitionDictionary } from './partition-dictionary.ts';

/** Which position to ask for: Kafka's two reserved timestamps, and the isolation level that tells the two ends apart. */
export const positions = {
  logStart: { timestamp: -2, isolation: 0 },
  end: { timestamp: -1, isolation: 0 },
  lastStable: { timestamp: -1, isolation: 1 },
} as const;
export type Position = keyof typeof positions;

/** From the first version that gives one offset a partition and knows isolation levels, to the last stable one. */
export const listOffsetsVersions = { min: 2, max: 8 } as const;

const flexibleFrom = 6;
const leaderEpochFrom = 4;
const throttleFrom = 2;

/**
 * Body of a ListOffsets request for rows of the dictionary, which are sorted by topic:
 *
 *   replica INT32, isolation INT8 (v2+), topics => [name, [partition INT32, leader_epoch INT32 (v4+), timestamp INT64]]
 *
 * The leader epoch is −1, "not checked": a leader that moved answers with an error code either way.
 */
export function encodeListOffsets(
  version: number,
  position: Position,
  partitions: PartitionDictionary,
  rows: readonly number[],
): Buffer {
  const flexible = version >= flexibleFrom;
  const { timestamp, isolation } = positions[position];
  const writer = new Writer();
  const writeLength = (length: number): void => (flexible ? writer.unsignedVarint(length + 1) : writer.int32(length));
  writer.int32(-1);
  writer.int8(isolation);
  const spans = topicSpans(partitions, rows);
  writeLength(spans.length);
  for (const { topic, from, to } of spans) {
    const name = partitions.topics.names[topic]!;
    if (flexible) writer.compactString(name);
    else writer.string(name);
    writeLength(to - from);
    for (let at = from; at < to; at += 1) {
      writer.int32(partitions.partition[rows[at]!]!);
      if (version >= leaderEpochFrom) writer.int32(-1);
      writer.int32(-1);
      writer.int32(timestamp);
      if (flexible) writer.unsignedVarint(0);
    }
    if (flexible) writer.unsignedVarint(0);
  }
  if (flexible) writer.unsignedVarint(0);
  return writer.written();
}

interface TopicSpan {
  readonly topic: number;
  readonly from: number;
  readonly to: number;
}

function topicSpans(partitions: PartitionDictionary, rows: readonly number[]): readonly TopicSpan[] {
  const spans: TopicSpan[] = [];
  for (let from = 0, to = 0; from < rows.length; from = to) {
    const topic = partitions.topic[rows[from]!]!;
    while (to < rows.length && partitions.topic[rows[to]!] === topic) to += 1;
    spans.push({ topic, from, to });
  }
  return spans;
}

const noRows: readonly number[] = [];

/**
 * Reads a ListOffsets answer; `each` gets the dictionary's row, the error code and the offset of each partition
 * that was asked for.
 *
 *   throttle INT32 (v2+), topics => [name, [partition INT32, error INT16, timestamp INT64, offset INT64, epoch INT32 (v4+)]]
 */
export function decodeListOffsets(
  frame: Frame,
  version: number,
  partitions: PartitionDictionary,
  each: (row: number, errorCode: number, offset: number) => void,
): void {
  const flexible = version >= flexibleFrom;
  const reader = new Reader(frame.bytes, frame.bodyStart, `ListOffsets v${version} answer`);
  if (version >= throttleFrom) reader.skip(4);
  for (let topicsLeft = arrayLength(reader, flexible); topicsLeft > 0; topicsLeft -= 1) {
    const nameLength = flexible ? reader.compactLength() : reader.length16();
    const nameStart = reader.position;
    reader.skip(nameLength);
    const topic = partitions.topics.findAt(reader.bytes, nameStart, reader.position);
    const rows = topic < 0 ? noRows : partitions.rowsOf(topic);
    for (let left = arrayLength(reader, flexible); left > 0; left -= 1) {
      const row = rows[reader.int32()];
      const errorCode = reader.int16();
      reader.skip(8);
      const offset = reader.int64AsNumber();
      if (version >= leaderEpochFrom) reader.skip(4);
      if (flexible) reader.skipTaggedFields();
      if (row !== undefined && row >= 0) each(row, errorCode, offset);
    }
    if (flexible) reader.skipTaggedFields();
  }
  if (flexible) reader.skipTaggedFields();
  reader.finish();
}
