import { OperationError } from '../../../domain/errors.ts';
import type { Followed, FollowRequest } from '../../../ports/load-reader.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { fetch } from '../protocol/generated/fetch.ts';
import { batchLayout } from '../records/batch-layout.ts';

/** Version 13 names topics by their ids only. */
const newestByName = 12;
const answerBytes = 8 * 1_048_576;
const partitionBytes = 1_048_576;
const waitMs = 500;
const retryPauseMs = 200;
/** After those of metadata and of the producer. */
const firstLane = 2;

/** How far a follower is. */
interface Course {
  readonly nextOffsets: number[];
  bytes: number;
}

/** Reads a topic as it grows, each follower over connections of its own, and only counts. */
export async function followTopic(
  client: ClusterClient,
  request: FollowRequest,
  until: AbortSignal,
): Promise<Followed> {
  const course: Course = { nextOffsets: [...request.fromOffsets], bytes: 0 };
  while (!until.aborted) {
    try {
      await followLeaders(client, request, course, until);
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
    }
    await client.options.sleep(retryPauseMs);
  }
  return course;
}

/** Reads from those that lead now, until it is to stop or one of them does not answer any more or leads no more. */
async function followLeaders(
  client: ClusterClient,
  request: FollowRequest,
  course: Course,
  until: AbortSignal,
): Promise<void> {
  const { topics } = await client.metadata([request.topic]);
  const led = (topics[0]?.partitions ?? []).filter(({ leaderId }) => leaderId >= 0);
  const round = { isOver: false };
  const reading = [...Map.groupBy(led, ({ leaderId }) => leaderId)].map(async ([leaderId, partitions]) => {
    const numbers = partitions.map(({ partition }) => partition);
    try {
      const connection = await client.toBroker(leaderId, firstLane + request.follower);
      while (!until.aborted && !round.isOver) {
        round.isOver ||= !(await fetchOnce(connection, request.topic, numbers, course));
      }
    } finally {
      round.isOver = true;
    }
  });
  const failed = (await Promise.allSettled(reading)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** Whether the broker still leads all of them. */
async function fetchOnce(
  connection: BrokerConnection,
  topic: string,
  partitions: readonly number[],
  course: Course,
): Promise<boolean> {
  const version = Math.min(newestByName, connection.versionOf(fetch) ?? newestByName);
  const asked = partitions.map(partition => ({
    partition,
    fetchOffset: BigInt(course.nextOffsets[partition] ?? 0),
    partitionMaxBytes: partitionBytes,
  }));
  const body = { maxWaitMs: waitMs, minBytes: 1, maxBytes: answerBytes, topics: [{ topic, partitions: asked }] };
  const { responses } = await connection.request(fetch, body, { version });
  const told = responses.flatMap(each => each.partitions);
  for (const { partitionIndex, records } of told) {
    if (records === null) continue;
    course.bytes += records.length;
    course.nextOffsets[partitionIndex] = endOfBatches(records) ?? course.nextOffsets[partitionIndex] ?? 0;
  }
  return told.every(({ errorCode }) => errorCode === 0);
}

const { lengthEnd, lastOffsetDeltaAt } = batchLayout;

/** The offset after the last whole batch; undefined: there is none. Damage is for who reads back to find. */
function endOfBatches(records: Uint8Array): number | undefined {
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  let end: number | undefined;
  for (let at = 0; at + lastOffsetDeltaAt + 4 <= records.length; ) {
    const length = view.getInt32(at + 8);
    if (length <= 0 || at + lengthEnd + length > records.length) break;
    end = Number(view.getBigInt64(at)) + view.getInt32(at + lastOffsetDeltaAt) + 1;
    at += lengthEnd + length;
  }
  return end;
}
