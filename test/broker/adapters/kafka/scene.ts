import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultPatience } from '../../../../src/adapters/kafka/client/client-options.ts';
import { ClusterClient } from '../../../../src/adapters/kafka/client/cluster-client.ts';
import { findCoordinators } from '../../../../src/adapters/kafka/client/find-coordinators.ts';
import { fetchMetadata } from '../../../../src/adapters/kafka/client/metadata.ts';
import type { BrokerConnection } from '../../../../src/adapters/kafka/connection/broker-connection.ts';
import { offsetCommit } from '../../../../src/adapters/kafka/protocol/generated/offset-commit.ts';
import { createRecordClient } from '../../../../src/adapters/local/record-client.ts';
import type { KafkaConnection } from '../../../../src/domain/kafka/connection.ts';

/** What a test sets up on a real cluster before it reads it: topics, records, commits by hand. */
export interface Scene {
  readonly client: ClusterClient;
  /** A name that no other test has. */
  name(of: string): string;
  createTopic(topic: string, partitions: number, replicas?: number, settings?: TopicSettings): Promise<void>;
  /** The same number of records into each of the first partitions. */
  produce(topic: string, records: number, partitions: number): Promise<void>;
  /** Commits as an application without a member does; gives the error codes by partition. */
  commit(
    group: string,
    topic: string,
    offsets: readonly (bigint | undefined)[],
    member?: CommittingMember,
  ): Promise<readonly number[]>;
  toCoordinator(group: string): Promise<BrokerConnection>;
  close(): Promise<void>;
}

/** Kafka's names. */
export type TopicSettings = Readonly<Record<string, string>>;

/** For records with times of long ago: brokers would delete them half a minute after their start. */
export const keptForever: TopicSettings = { 'retention.ms': '-1' };

export interface CommittingMember {
  readonly memberId: string;
  readonly epoch: number;
}

const commitsByName = 9;

/** Brokers tell of a new leader before it leads, and with thousands of partitions on a busy machine that takes seconds. */
const patientRetry = { retries: 30, initialRetryTime: 100, maxRetryTime: 2_000, factor: 0.2, multiplier: 1.7 };

export const patientClient = (connection: KafkaConnection) => createRecordClient(connection, { retry: patientRetry });

export async function openScene(connection: KafkaConnection): Promise<Scene> {
  const client = new ClusterClient(connection, {
    ...defaultPatience,
    clientId: 'scene',
    nowMs: Date.now,
    sleep: ms => sleep(ms),
  });
  const kafka = patientClient(connection);
  const admin = kafka.admin();
  // Where one partition of a request is refused, kafkajs sends all of them again: only idempotent ones are written once.
  const producer = kafka.producer({ idempotent: true });
  // A login without the right to write has no use for it.
  let producing: Promise<void> | undefined;
  await Promise.all([admin.connect(), client.metadata([])]);
  const marker = randomUUID().slice(0, 8);
  const toCoordinator = (group: string): Promise<BrokerConnection> =>
    eventually(async () => {
      const found = (await findCoordinators(await client.toAnyBroker(), [group])).get(group);
      if (found?.errorCode !== 0) throw new Error(`no coordinator of ${group}: ${found?.errorCode}`);
      return await client.toBroker(found.brokerId);
    });
  return {
    client,
    toCoordinator,
    name: of => `${of}-${marker}`,
    async createTopic(topic, partitions, replicas = 1, settings = {}) {
      const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
      await admin.createTopics({
        topics: [{ topic, numPartitions: partitions, replicationFactor: replicas, configEntries }],
        waitForLeaders: false,
      });
      await eventually(() => knownEverywhere(client, topic));
    },
    async produce(topic, records, partitions) {
      const messages = Array.from({ length: records * partitions }, (_, index) => ({
        value: `record ${index}`,
        partition: index % partitions,
      }));
      await (producing ??= producer.connect());
      await producer.send({ topic, messages });
    },
    commit: (group, topic, offsets, member) =>
      eventually(async () => {
        const connection = await toCoordinator(group);
        const version = Math.min(connection.versionOf(offsetCommit) ?? 0, commitsByName);
        const partitions = offsets.flatMap((offset, partitionIndex) =>
          offset === undefined ? [] : [{ partitionIndex, committedOffset: offset, committedMetadata: 'by hand' }],
        );
        const who = { memberId: member?.memberId ?? '', generationIdOrMemberEpoch: member?.epoch ?? -1 };
        const body = { groupId: group, ...who, topics: [{ name: topic, partitions }] };
        const answer = await connection.request(offsetCommit, body, { version });
        const codes = answer.topics.flatMap(told => told.partitions.map(({ errorCode }) => errorCode));
        if (codes.some(code => passing.has(code))) throw new Error(`the coordinator answers ${codes.join()}`);
        return codes;
      }),
    async close() {
      client.close();
      await Promise.all([admin.disconnect(), producer.disconnect()]);
    },
  };
}

/** A broker that is told of a new topic later than the others says for a moment that there is none. */
async function knownEverywhere(client: ClusterClient, topic: string): Promise<void> {
  const { brokers } = await client.metadata([]);
  for (const { brokerId } of brokers) {
    const { topics } = await fetchMetadata(await client.toBroker(brokerId), [topic]);
    const [found] = topics;
    const isThere = found?.errorCode === 0 && found.partitions.every(({ leaderId }) => leaderId >= 0);
    if (!isThere) throw new Error(`broker ${brokerId} has not heard of ${topic} and its leaders`);
  }
}

/** A coordinator that loads or moves, a topic that it has not heard of. */
const passing: ReadonlySet<number> = new Set([3, 14, 15, 16]);

/** Tries until it works; a broker test waits for states, not for times. */
export async function eventually<T>(attempt: () => Promise<T>, withinMs = 40_000): Promise<T> {
  const endsAtMs = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > endsAtMs) throw error;
      await sleep(200);
    }
  }
}
