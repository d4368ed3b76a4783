import type { ClusterHealth, PartitionHealth, RegisteredBroker } from '../../../domain/nodes/cluster-health.ts';
import { partitionName } from '../../../domain/nodes/cluster-health.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { TopicMetadata } from '../client/metadata.ts';
import { describeCluster } from '../protocol/generated/describe-cluster.ts';
import { listPartitionReassignments } from '../protocol/generated/list-partition-reassignments.ts';
import { throwIfRefused } from './health-refusal.ts';
import { readMinInSync } from './read-min-in-sync.ts';
import { readQuorum } from './read-quorum.ts';

export async function readHealth(client: ClusterClient): Promise<ClusterHealth> {
  const [metadata, registered, moving, quorum] = await Promise.all([
    client.metadata('all'),
    readRegistered(client),
    readMoving(client),
    readQuorum(client),
  ]);
  const { topics, controllerId } = metadata;
  const minInSync = await readMinInSync(
    client,
    topics.map(({ name }) => name),
  );
  return {
    brokers: (registered ?? metadata.brokers.map(({ brokerId }) => ({ brokerId, isFenced: false }))).toSorted(
      (a, b) => a.brokerId - b.brokerId,
    ),
    partitions: topics.flatMap(topic => partitionsOf(topic, minInSync.get(topic.name))),
    moving,
    ...(quorum === undefined ? {} : { quorum }),
    ...(controllerId === undefined ? {} : { controllerId }),
  };
}

function partitionsOf({ name, partitions }: TopicMetadata, minInSync: number | undefined): readonly PartitionHealth[] {
  return partitions.map(({ partition, leaderId, replicaIds, inSyncReplicaIds }) => ({
    topic: name,
    partition,
    ...(leaderId >= 0 ? { leaderId } : {}),
    replicaIds,
    inSyncIds: inSyncReplicaIds,
    ...(minInSync === undefined ? {} : { minInSync }),
  }));
}

/** From Kafka 4.0 on. */
const fencedFromVersion = 2;

async function readRegistered(client: ClusterClient): Promise<readonly RegisteredBroker[] | undefined> {
  return await client.askAny(async connection => {
    if ((connection.versionOf(describeCluster) ?? -1) < fencedFromVersion) return undefined;
    const body = { includeClusterAuthorizedOperations: false, includeFencedBrokers: true };
    const answer = await connection.request(describeCluster, body);
    throwIfRefused(answer, 'Describe');
    return answer.brokers.map(({ brokerId, isFenced }) => ({ brokerId, isFenced }));
  });
}

async function readMoving(client: ClusterClient): Promise<readonly string[]> {
  return await client.askAny(async connection => {
    const answer = await connection.request(listPartitionReassignments, { topics: null, timeoutMs: 10_000 });
    throwIfRefused(answer, 'Describe');
    return answer.topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex }) => partitionName({ topic: name, partition: partitionIndex })),
    );
  });
}
