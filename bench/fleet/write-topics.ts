import { setTimeout } from 'node:timers/promises';
import type { ClusterClient } from '../../src/adapters/kafka/client/cluster-client.ts';
import { createTopics } from '../../src/adapters/kafka/protocol/generated/create-topics.ts';
import { produce } from '../../src/adapters/kafka/protocol/generated/produce.ts';
import { endOffset, type FleetSize, topicName } from './fleet.ts';
import { recordBatch } from './record-batch.ts';

const topicsARequest = 10;
const partitionsARequest = 500;
/** The last version that calls topics by name. */
const produceVersion = 12;
/** Unknown partition, no leader yet, not this leader: the broker wrote nothing, so a second try cannot write twice. */
const nothingWritten = [3, 5, 6];

/** Creates the fleet's topics and fills each log to its end offset, once: the truth depends on it. */
export async function writeTopics(size: FleetSize, client: ClusterClient): Promise<void> {
  const names = upTo(size.topics).map(topicName);
  for (const some of inChunks(names, topicsARequest)) await createAll(some, size.partitionsPerTopic, client);
  let left = upTo(size.topics).flatMap(topic => upTo(size.partitionsPerTopic).map(partition => ({ topic, partition })));
  for (let round = 1; left.length > 0; round++) {
    if (round === 300) throw new Error(`${left.length} partitions took no records, such as ${nameOf(left[0]!)}`);
    if (round > 1) await setTimeout(200);
    left = await fillAll(left, names, client);
  }
}

interface Log {
  readonly topic: number;
  readonly partition: number;
}

async function createAll(names: readonly string[], numPartitions: number, client: ClusterClient): Promise<void> {
  const connection = await client.toAnyBroker();
  const { topics } = await connection.request(createTopics, {
    topics: names.map(name => ({ name, numPartitions, replicationFactor: 1, assignments: [], configs: [] })),
    timeoutMs: 60_000,
  });
  const failed = topics.find(({ errorCode }) => errorCode !== 0);
  if (failed !== undefined) throw new Error(`topic ${failed.name}: Kafka error ${failed.errorCode}`);
}

/** Returns the logs that are still to be filled. */
async function fillAll(logs: readonly Log[], names: readonly string[], client: ClusterClient): Promise<Log[]> {
  const { topics } = await client.metadata(names);
  const leaderOf = new Map(
    topics.flatMap(({ name, partitions }) => partitions.map(p => [`${name}-${p.partition}`, p.leaderId])),
  );
  const byLeader = Map.groupBy(logs, log => leaderOf.get(nameOf(log)) ?? -1);
  const left = [...(byLeader.get(-1) ?? [])];
  byLeader.delete(-1);
  await Promise.all(
    [...byLeader].map(async ([leader, itsLogs]) => {
      for (const some of inChunks(itsLogs, partitionsARequest)) left.push(...(await fillSome(some, leader, client)));
    }),
  );
  return left;
}

async function fillSome(logs: readonly Log[], leader: number, client: ClusterClient): Promise<readonly Log[]> {
  const topicData = [...Map.groupBy(logs, ({ topic }) => topic)].map(([topic, itsLogs]) => ({
    name: topicName(topic),
    partitionData: itsLogs.map(({ partition }) => ({
      index: partition,
      records: recordBatch(endOffset(topic, partition), Date.now()),
    })),
  }));
  const connection = await client.toBroker(leader);
  const body = { acks: 1, timeoutMs: 30_000, topicData };
  const { responses } = await connection.request(produce, body, { version: produceVersion });
  const codes = new Map(
    responses.flatMap(({ name, partitionResponses }) =>
      partitionResponses.map(p => [`${name}-${p.index}`, p.errorCode]),
    ),
  );
  return logs.filter(log => {
    const code = codes.get(nameOf(log));
    if (code === 0) return false;
    if (code !== undefined && nothingWritten.includes(code)) return true;
    throw new Error(`records of ${nameOf(log)}: Kafka error ${code ?? 'without a code'}`);
  });
}

const nameOf = ({ topic, partition }: Log) => `${topicName(topic)}-${partition}`;

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

const inChunks = <Item>(items: readonly Item[], length: number): Item[][] =>
  upTo(Math.ceil(items.length / length)).map(chunk => items.slice(chunk * length, (chunk + 1) * length));
