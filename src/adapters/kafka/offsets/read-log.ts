import { rowError } from '../../../domain/kafka/row-error.ts';
import { keyOf, type TopicPartition } from '../../../domain/offsets/commit.ts';
import type { LogRow } from '../../../ports/offset-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { canPass, type PlacedRow, placeOnLeaders } from '../client/place-on-leaders.ts';
import { inRounds } from '../client/rounds.ts';
import { rowCodeOf } from '../client/row-code.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { sentenceOf } from '../error-sentence.ts';
import { listOffsets } from '../protocol/generated/list-offsets.ts';

/** What ListOffsets is asked for: a timestamp or one of Kafka's own, and up to where. */
interface LookUp {
  readonly timestamp: bigint;
  readonly isolationLevel: 0 | 1;
}

const start: LookUp = { timestamp: -2n, isolationLevel: 0 };
const end: LookUp = { timestamp: -1n, isolationLevel: 0 };
const lastStable: LookUp = { timestamp: -1n, isolationLevel: 1 };

interface Row extends PlacedRow {
  /** One a look-up; Kafka's −1 where it found nothing. */
  readonly offsets: number[];
}

/** Where the logs of partitions begin and end, from their leaders, and the first record from a time on. */
export async function readLog(
  client: ClusterClient,
  partitions: readonly TopicPartition[],
  atMs: number | undefined,
): Promise<readonly LogRow[]> {
  const lookUps = [start, lastStable, end, ...(atMs === undefined ? [] : [{ ...end, timestamp: BigInt(atMs) }])];
  const rows = partitions.map(
    ({ topic, partition }): Row => ({ topic, partition, code: 0, isPlaced: false, offsets: [] }),
  );
  await inRounds(rows, client.options, async left => {
    const byLeader = await placeOnLeaders(client, left);
    await Promise.all([...byLeader].map(([leaderId, led]) => readFrom(client, leaderId, led, lookUps)));
    return left.filter(canPass);
  });
  return rows.map(toLogRow);
}

async function readFrom(
  client: ClusterClient,
  leaderId: number,
  rows: readonly Row[],
  lookUps: readonly LookUp[],
): Promise<void> {
  try {
    const connection = await client.toBroker(leaderId);
    await Promise.all(lookUps.map((lookUp, at) => ask(connection, rows, lookUp, at)));
  } catch (error) {
    const code = rowCodeOf(error);
    for (const row of rows) row.code = code;
  }
}

async function ask(connection: BrokerConnection, rows: readonly Row[], lookUp: LookUp, at: number): Promise<void> {
  const { timestamp, isolationLevel } = lookUp;
  const byTopic = Map.groupBy(rows, ({ topic }) => topic);
  const answer = await connection.request(listOffsets, {
    replicaId: -1,
    isolationLevel,
    topics: [...byTopic].map(([name, asked]) => ({
      name,
      partitions: asked.map(({ partition }) => ({ partitionIndex: partition, timestamp })),
    })),
  });
  const known = new Map(rows.map(row => [keyOf(row), row]));
  for (const { name, partitions } of answer.topics) {
    for (const { partitionIndex, errorCode, offset } of partitions) {
      const row = known.get(keyOf({ topic: name, partition: partitionIndex }));
      if (row === undefined) continue;
      if (errorCode !== 0) row.code = errorCode;
      row.offsets[at] = Number(offset);
    }
  }
}

function toLogRow({ topic, partition, code, offsets }: Row): LogRow {
  const [logStart = -1, stable = -1, logEnd = -1, atTime = -1] = offsets;
  const log = { start: logStart, lastStable: stable, end: logEnd };
  const isWhole = [logStart, stable, logEnd].every(offset => offset >= 0);
  const failure = code !== 0 ? code : isWhole ? 0 : rowError.answerUnreadable;
  return {
    topic,
    partition,
    log,
    ...(atTime >= 0 ? { offsetAtTime: atTime } : {}),
    ...(failure === 0 ? {} : { problem: sentenceOf(failure) }),
  };
}
