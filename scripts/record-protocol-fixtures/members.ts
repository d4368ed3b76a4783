import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { Api } from '../../src/adapters/kafka/protocol/api.ts';
import { consumerGroupHeartbeat } from '../../src/adapters/kafka/protocol/generated/consumer-group-heartbeat.ts';
import { shareGroupHeartbeat } from '../../src/adapters/kafka/protocol/generated/share-group-heartbeat.ts';
import { streamsGroupHeartbeat } from '../../src/adapters/kafka/protocol/generated/streams-group-heartbeat.ts';
import { exchange } from './wire.ts';

const rebalanceTimeoutMs = 300_000;

export interface ClassicMember {
  readonly leave: () => Promise<void>;
}

/** A kafkajs consumer that has joined, read every record of the topic and committed. */
export const joinClassicGroup = async (bootstrap: string, groupId: string, topic: string): Promise<ClassicMember> => {
  const kafka = new Kafka({ brokers: [bootstrap], clientId: 'orders-service', logLevel: logLevel.NOTHING, retry: {} });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: 'first' }, { value: 'second' }, { value: 'third' }] });
  await producer.disconnect();
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const committed = new Promise<void>(resolve => {
    consumer.on(consumer.events.COMMIT_OFFSETS, () => resolve());
  });
  await consumer.run({ autoCommitThreshold: 1, eachMessage: async () => Promise.resolve() });
  await committed;
  return { leave: async () => consumer.disconnect() };
};

/** One member in a group of each newer kind that the broker knows; they stay until their sessions end. */
export const joinNewerGroups = async (
  bootstrap: string,
  topic: string,
  speaks: (api: Api<unknown, unknown>) => boolean,
): Promise<void> => {
  const joining = { memberEpoch: 0, rackId: 'use1-az1' } as const;
  if (speaks(consumerGroupHeartbeat)) {
    const member = { ...joining, memberId: randomUUID(), rebalanceTimeoutMs, topicPartitions: [] };
    const body = { ...member, groupId: 'fixture-consumer', subscribedTopicNames: [topic] };
    await exchange(bootstrap, consumerGroupHeartbeat, 0, { ...body, memberId: '' });
  }
  if (speaks(shareGroupHeartbeat)) {
    const body = { ...joining, memberId: randomUUID(), groupId: 'fixture-share', subscribedTopicNames: [topic] };
    await exchange(bootstrap, shareGroupHeartbeat, 1, body);
  }
  if (speaks(streamsGroupHeartbeat)) await joinStreamsGroup(bootstrap, topic);
};

const joinStreamsGroup = async (bootstrap: string, topic: string): Promise<void> => {
  const subtopology = {
    subtopologyId: '0',
    sourceTopics: [topic],
    sourceTopicRegex: [],
    stateChangelogTopics: [],
    repartitionSinkTopics: [],
    repartitionSourceTopics: [],
    copartitionGroups: [],
  };
  await exchange(bootstrap, streamsGroupHeartbeat, 0, {
    groupId: 'fixture-streams',
    memberId: randomUUID(),
    memberEpoch: 0,
    endpointInformationEpoch: 0,
    rackId: 'use1-az1',
    rebalanceTimeoutMs,
    topology: { epoch: 0, subtopologies: [subtopology] },
    activeTasks: [],
    standbyTasks: [],
    warmupTasks: [],
    processId: 'fixture-process',
    userEndpoint: { host: 'localhost', port: 65_000 },
    clientTags: [{ key: 'zone', value: 'use1-az1' }],
    shutdownApplication: false,
  });
};
