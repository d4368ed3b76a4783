import type { NewTopic, TopicState } from '../../../ports/topic-admin.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { sentenceOf } from '../error-sentence.ts';
import { createTopics } from '../protocol/generated/create-topics.ts';
import { deleteTopics } from '../protocol/generated/delete-topics.ts';
import { askController } from './controller.ts';

const timeoutMs = 30_000;
const byIdFrom = 6;
const noTopicId = 'AAAAAAAAAAAAAAAAAAAAAA';

/** The refusal, in a sentence; undefined: the controller does it, or would. */
export async function createTopic(
  client: ClusterClient,
  { name, partitions, replicationFactor, settings }: NewTopic,
  validateOnly: boolean,
): Promise<string | undefined> {
  const configs = Object.entries(settings).map(([key, value]) => ({ name: key, value }));
  const topics = [{ name, numPartitions: partitions, replicationFactor, assignments: [], configs }];
  const answer = await askController(
    client,
    connection => connection.request(createTopics, { topics, timeoutMs, validateOnly }),
    ({ topics: [told] }) => told?.errorCode ?? -1,
  );
  const [told] = answer.topics;
  return refusalOf(told?.errorCode ?? -1, told?.errorMessage);
}

export async function deleteTopic(
  client: ClusterClient,
  { name, topicId }: Pick<TopicState, 'name' | 'topicId'>,
): Promise<string | undefined> {
  const answer = await askController(
    client,
    connection => {
      const isById = topicId !== '' && (connection.versionOf(deleteTopics) ?? 0) >= byIdFrom;
      const named = isById ? { topics: [{ name: null, topicId }] } : namedFor(connection.versionOf(deleteTopics), name);
      return connection.request(deleteTopics, { ...named, timeoutMs });
    },
    ({ responses: [told] }) => told?.errorCode ?? -1,
  );
  const [told] = answer.responses;
  return refusalOf(told?.errorCode ?? -1, told?.errorMessage);
}

function namedFor(version: number | undefined, name: string) {
  return (version ?? 0) >= byIdFrom ? { topics: [{ name, topicId: noTopicId }] } : { topicNames: [name] };
}

function refusalOf(code: number, told: string | null | undefined): string | undefined {
  if (code === 0) return undefined;
  return told === null || told === undefined || told === '' ? sentenceOf(code) : told;
}
