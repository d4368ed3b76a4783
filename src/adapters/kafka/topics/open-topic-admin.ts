import { OperationError } from '../../../domain/errors.ts';
import type { NewTopic, TopicAdmin, TopicState } from '../../../ports/topic-admin.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { inRounds } from '../client/rounds.ts';
import { sentenceOf } from '../error-sentence.ts';
import { listTopics } from '../offsets/list-topics.ts';
import { readDisks } from './read-disks.ts';
import { readMostBatchBytes } from './read-most-batch-bytes.ts';
import { createTopic, deleteTopic } from './write-topics.ts';

const unknownTopic = 3;

/** Topics of one cluster. */
export function openTopicAdmin(client: ClusterClient): TopicAdmin {
  return {
    readTopic: name => readTopic(client, name),
    checkNewTopic: topic => createTopic(client, topic, true),
    createTopic: async topic => (await createTopic(client, topic, false)) ?? (await waitForLeaders(client, topic)),
    deleteTopic: topic => deleteTopic(client, topic),
    listTopicNames: () => listTopics(client),
    readDisks: () => readDisks(client),
    readMostBatchBytes: name => readMostBatchBytes(client, name),
  };
}

async function readTopic(client: ClusterClient, name: string): Promise<TopicState | undefined> {
  const { topics } = await client.metadata([name]);
  const [told] = topics;
  if (told === undefined || told.errorCode === unknownTopic) return undefined;
  if (told.errorCode !== 0 && told.partitions.length === 0) {
    throw new OperationError('BrokerRefused', `topic ${JSON.stringify(name)}: ${sentenceOf(told.errorCode)}`, {
      retryable: true,
    });
  }
  const replicationFactor = Math.max(0, ...told.partitions.map(({ replicaIds }) => replicaIds.length));
  return { name, topicId: told.topicId, partitions: told.partitions.length, replicationFactor };
}

/** Brokers hear of a new topic one after the other. */
async function waitForLeaders(client: ClusterClient, { name, partitions }: NewTopic): Promise<undefined> {
  await inRounds([name], client.options, async left => {
    const { topics } = await client.metadata([name]);
    const led = topics[0]?.partitions.filter(({ leaderId }) => leaderId >= 0) ?? [];
    return led.length === partitions ? [] : left;
  });
}
