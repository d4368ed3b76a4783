import type { ClusterClient } from '../client/cluster-client.ts';
import type { BrokerAddress } from '../client/metadata.ts';
import { describeCluster } from '../protocol/generated/describe-cluster.ts';

/** From Kafka 4.0 on. */
const fencedFromVersion = 2;

/** All brokers of the cluster by id, with those that are registered and down, where the brokers tell of them. */
export async function listAllBrokers(client: ClusterClient): Promise<readonly BrokerAddress[]> {
  const { brokers } = await client.metadata([]);
  const up = new Set(brokers.map(({ brokerId }) => brokerId));
  const registered = await client.askAny(async connection => {
    if ((connection.versionOf(describeCluster) ?? -1) < fencedFromVersion) return [];
    const body = { includeClusterAuthorizedOperations: false, includeFencedBrokers: true };
    return (await connection.request(describeCluster, body)).brokers;
  });
  const down = registered.filter(({ brokerId }) => !up.has(brokerId));
  return [...brokers, ...down.map(({ brokerId, host, port }) => ({ brokerId, host, port }))].sort(
    (a, b) => a.brokerId - b.brokerId,
  );
}
