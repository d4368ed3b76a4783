import { OperationError } from '../../../domain/errors.ts';
import { readStamp } from '../../../domain/perf/record-stamp.ts';
import type { ReadBackEnd, ReadBackRequest } from '../../../ports/load-reader.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { leaderCode } from '../client/metadata.ts';
import { inRounds } from '../client/rounds.ts';
import { passes, rowCodeOf } from '../client/row-code.ts';
import { sentenceOf } from '../error-sentence.ts';
import { fetch } from '../protocol/generated/fetch.ts';
import { Reader } from '../protocol/reader.ts';
import { readBatchHeader } from '../records/batch-header.ts';
import { inflate } from '../records/inflate.ts';

/** Version 13 names topics by their ids only. */
const newestByName = 12;
const answerBytes = 8 * 1_048_576;
const partitionBytes = 1_048_576;

/** How far a partition was read. */
interface Course {
  readonly partition: number;
  readonly endOffset: number;
  nextOffset: number;
  code: number;
}

/** See LoadReader. */
export async function readBack(
  client: ClusterClient,
  request: ReadBackRequest,
  endOffsets: readonly number[],
  onRecord: (partition: number, sequence: number) => void,
): Promise<ReadBackEnd> {
  let foreign = 0;
  const courses = endOffsets.map(
    (endOffset, partition): Course => ({
      partition,
      endOffset,
      nextOffset: request.fromOffsets[partition] ?? 0,
      code: 0,
    }),
  );
  const take = (course: Course, bytes: Buffer): void => {
    course.nextOffset = readStamps(bytes, course, request.tag, sequence => {
      if (sequence === undefined) foreign += 1;
      else onRecord(course.partition, sequence);
    });
  };
  await inRounds(courses.filter(isOpen), client.options, async left => {
    const byLeader = await leadersOf(client, request.topic, left);
    await Promise.all([...byLeader].map(([leaderId, led]) => readFrom(client, leaderId, request.topic, led, take)));
    return left.filter(course => isOpen(course) && passes(course.code));
  });
  const problems = courses.filter(isOpen).map(({ partition, nextOffset, endOffset, code }) => {
    const why = code === 0 ? 'its leader sends nothing' : sentenceOf(code);
    return `partition ${partition} was read to ${nextOffset} of ${endOffset}: ${why}`;
  });
  return { foreign, problems };
}

const isOpen = ({ nextOffset, endOffset }: Course): boolean => nextOffset < endOffset;

async function leadersOf(
  client: ClusterClient,
  topic: string,
  courses: readonly Course[],
): Promise<ReadonlyMap<number, readonly Course[]>> {
  const { topics, brokers } = await client.metadata([topic]);
  const up = new Set(brokers.map(({ brokerId }) => brokerId));
  const told = new Map(topics.flatMap(({ partitions }) => partitions.map(each => [each.partition, each] as const)));
  for (const course of courses) {
    const about = told.get(course.partition);
    course.code = about === undefined ? 3 : leaderCode(about, id => up.has(id));
  }
  return Map.groupBy(
    courses.filter(({ code }) => code === 0),
    ({ partition }) => told.get(partition)!.leaderId,
  );
}

async function readFrom(
  client: ClusterClient,
  leaderId: number,
  topic: string,
  courses: readonly Course[],
  take: (course: Course, bytes: Buffer) => void,
): Promise<void> {
  try {
    const connection = await client.toBroker(leaderId);
    const version = Math.min(newestByName, connection.versionOf(fetch) ?? newestByName);
    for (let left = courses; left.length > 0; left = left.filter(course => isOpen(course) && course.code === 0)) {
      // Those behind the others first: an answer has no room for all.
      const asked = left.toSorted((a, b) => a.nextOffset - b.nextOffset);
      const partitions = asked.map(({ partition, nextOffset }) => ({
        partition,
        fetchOffset: BigInt(nextOffset),
        partitionMaxBytes: partitionBytes,
      }));
      const topics = [{ topic, partitions }];
      const body = { maxWaitMs: 500, minBytes: 1, maxBytes: answerBytes, topics };
      const { responses } = await connection.request(fetch, body, { version });
      const before = left.map(({ nextOffset }) => nextOffset);
      for (const told of responses.flatMap(response => response.partitions)) {
        const course = left.find(({ partition }) => partition === told.partitionIndex);
        if (course === undefined) continue;
        course.code = told.errorCode;
        if (told.errorCode === 0 && told.records !== null) take(course, toBuffer(told.records));
      }
      if (left.every(({ nextOffset, code }, at) => nextOffset === before[at] && code === 0)) return;
    }
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    for (const course of courses.filter(isOpen)) course.code = rowCodeOf(error);
  }
}

/** Tells the stamp of each record from the course's offset to its end; gives the offset to go on from. */
function readStamps(
  bytes: Buffer,
  { nextOffset, endOffset }: Course,
  tag: number,
  onStamp: (sequence: number | undefined) => void,
): number {
  const reader = new Reader(bytes, 0, 'a record batch');
  let next = nextOffset;
  for (let batch = readBatchHeader(reader); batch !== undefined; batch = readBatchHeader(reader)) {
    if (batch.lastOffset < nextOffset) continue;
    next = batch.lastOffset + 1;
    if (batch.isControl) continue;
    const records = new Reader(inflate(batch.codec, batch.records), 0, `the batch at offset ${batch.baseOffset}`);
    for (let left = batch.recordCount; left > 0; left -= 1) {
      const end = records.varintLength() + records.position;
      records.skip(1);
      records.varint();
      const offset = batch.baseOffset + records.varint();
      const keyBytes = records.varintLength();
      if (keyBytes > 0) records.skip(keyBytes);
      const valueBytes = records.varintLength();
      const at = records.position;
      if (offset >= nextOffset && offset < endOffset) {
        onStamp(valueBytes < 0 ? undefined : readStamp(records.bytes, at, at + valueBytes, tag));
      }
      records.position = end;
    }
  }
  return next;
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
