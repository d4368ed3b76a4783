import type { BrokerDescription, Capability, ClusterDescription } from '../../../domain/kafka/cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { ClusterMetadata } from '../client/metadata.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { capabilities } from './capabilities.ts';
import { metadataMode, versionEstimate } from './version-estimate.ts';

/** Says what the cluster is. Features and API versions are those of one broker; capabilities hold where all agree. */
export async function describeCluster(client: ClusterClient): Promise<ClusterDescription> {
  const found = await client.metadata('all');
  const connections = await Promise.all(
    found.brokers.map(({ brokerId }) => client.toBroker(brokerId).catch(() => undefined)),
  );
  const reached = connections.filter(connection => connection !== undefined);
  const [first] = reached;
  const partitions = found.topics.flatMap(topic => topic.partitions);
  const mode = metadataMode(reached);
  return {
    clusterId: found.clusterId,
    ...(found.controllerId === undefined ? {} : { controllerId: found.controllerId }),
    brokers: brokersOf(found),
    topicCount: found.topics.length,
    partitionCount: partitions.length,
    underReplicatedPartitionCount: partitions.filter(
      ({ inSyncReplicaIds, replicaIds }) => inSyncReplicaIds.length < replicaIds.length,
    ).length,
    leaderlessPartitionCount: partitions.filter(({ leaderId }) => leaderId < 0).length,
    ...(mode === undefined ? {} : { metadataMode: mode }),
    versionEstimate: versionEstimate(reached),
    features: first?.offer.finalizedFeatures ?? [],
    capabilities: allowedBy(reached),
  };
}

function brokersOf({ brokers, topics }: ClusterMetadata): readonly BrokerDescription[] {
  const leaders = new Map<number, number>();
  const replicas = new Map<number, number>();
  const count = (counts: Map<number, number>, brokerId: number): void => {
    counts.set(brokerId, (counts.get(brokerId) ?? 0) + 1);
  };
  for (const { partitions } of topics) {
    for (const { leaderId, replicaIds } of partitions) {
      count(leaders, leaderId);
      for (const replicaId of replicaIds) count(replicas, replicaId);
    }
  }
  return brokers
    .map(broker => ({
      ...broker,
      leaderCount: leaders.get(broker.brokerId) ?? 0,
      replicaCount: replicas.get(broker.brokerId) ?? 0,
    }))
    .sort((a, b) => a.brokerId - b.brokerId);
}

/** A job is allowed where every broker allows it; the first reason against it is told. */
function allowedBy(connections: readonly BrokerConnection[]): readonly Capability[] {
  const perBroker = connections.map(capabilities);
  return (perBroker[0] ?? []).map(
    capability => perBroker.flat().find(other => other.name === capability.name && !other.supported) ?? capability,
  );
}
