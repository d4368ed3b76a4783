import type { TopicFacts } from '../../../domain/offsets/partition-facts.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { sentenceOf } from '../error-sentence.ts';
import { type MetadataResponseTopic, metadata } from '../protocol/generated/metadata.ts';
import { mayDo } from './operations.ts';

const rightsFrom = 8;
const unknownTopic = 3;
const noTopicId = 'AAAAAAAAAAAAAAAAAAAAAA';

/** Partitions, id and rights of topics, by name; asking for one that is not there does not make it. */
export async function readTopics(client: ClusterClient, names: readonly string[]): Promise<readonly TopicFacts[]> {
  if (names.length === 0) return [];
  const told = await client.askAny(connection => describe(connection, names));
  const known = new Map(told.map(topic => [topic.name, topic]));
  return names.map(name => factsOf(name, known.get(name)));
}

async function describe(
  connection: BrokerConnection,
  names: readonly string[],
): Promise<readonly MetadataResponseTopic[]> {
  const rights = (connection.versionOf(metadata) ?? 0) >= rightsFrom ? { includeTopicAuthorizedOperations: true } : {};
  const topics = names.map(name => ({ name }));
  return (await connection.request(metadata, { topics, allowAutoTopicCreation: false, ...rights })).topics;
}

function factsOf(name: string, told: MetadataResponseTopic | undefined): TopicFacts {
  const code = told?.errorCode ?? unknownTopic;
  if (told === undefined || code !== 0) {
    const error = code === unknownTopic ? 'it is not on the cluster' : sentenceOf(code);
    return { topic: name, topicId: '', partitions: [], error };
  }
  const mayRead = mayDo('read', told.topicAuthorizedOperations);
  return {
    topic: name,
    topicId: told.topicId === noTopicId ? '' : told.topicId,
    partitions: told.partitions.map(({ partitionIndex }) => partitionIndex).toSorted((a, b) => a - b),
    ...(mayRead === undefined ? {} : { mayRead }),
  };
}
