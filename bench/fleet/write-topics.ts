import { setTimeout } from 'node:timers/promises';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { endOffset, type FleetSize, topicName } from './fleet.ts';

const topicsAtOnce = 8;

/** Creates the fleet's topics and fills each log to its end offset. */
export async function writeTopics(size: FleetSize, bootstrapServers: string): Promise<void> {
  const retry = { initialRetryTime: 100, retries: 10 };
  const brokers = bootstrapServers.split(',');
  const kafka = new Kafka({ clientId: 'bench', brokers, logLevel: logLevel.NOTHING, requestTimeout: 120_000, retry });
  const topics = Array.from({ length: size.topics }, (_, topic) => topic);

  const admin = kafka.admin();
  await admin.connect();
  for (const some of inChunks(topics, topicsAtOnce)) {
    await admin.createTopics({
      topics: some.map(topic => ({
        topic: topicName(topic),
        numPartitions: size.partitionsPerTopic,
        replicationFactor: 1,
      })),
      timeout: 60_000,
      waitForLeaders: false,
    });
  }
  for (const topic of topics) await awaitLeaders(admin, topic);
  await admin.disconnect();

  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  for (const some of inChunks(topics, topicsAtOnce)) {
    await producer.sendBatch({
      topicMessages: some.map(topic => ({ topic: topicName(topic), messages: recordsOf(size, topic) })),
    });
  }
  await producer.disconnect();
}

/**
 * A KRaft controller answers before the brokers know the topic. A leader that tells its end offset also takes records
 * at the first try; a second try would write some of them twice and spoil the truth.
 */
async function awaitLeaders(admin: Admin, topic: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.fetchTopicOffsets(topicName(topic));
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await setTimeout(100);
    }
  }
}

const recordsOf = (size: FleetSize, topic: number) =>
  Array.from({ length: size.partitionsPerTopic }, (_, partition) =>
    Array.from({ length: endOffset(topic, partition) }, () => ({ partition, value: 'x' })),
  ).flat();

function inChunks<Item>(items: readonly Item[], length: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, chunk) =>
    items.slice(chunk * length, (chunk + 1) * length),
  );
}
