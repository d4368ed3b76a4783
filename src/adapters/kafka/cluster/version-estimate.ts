import type { ClusterDescription } from '../../../domain/kafka/cluster.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';

/**
 * API keys and versions that a release was the first to offer, newest first; read off live brokers 2.8.2 to 4.3.1 and
 * the message definitions. A broker's version is not in the protocol: this is the best anyone outside can say.
 */
const firstOffers = [
  { release: '4.1', apiKey: 89, version: 0 }, // StreamsGroupDescribe
  { release: '4.0', apiKey: 69, version: 1 }, // ConsumerGroupDescribe with member types
  { release: '3.8', apiKey: 16, version: 5 }, // ListGroups with types
  { release: '3.7', apiKey: 69, version: 0 }, // ConsumerGroupDescribe
  { release: '3.5', apiKey: 1, version: 15 }, // Fetch with replica state
  { release: '3.0', apiKey: 9, version: 8 }, // OffsetFetch of many groups
  { release: '2.8', apiKey: 60, version: 0 }, // DescribeCluster
  { release: '2.6', apiKey: 16, version: 4 }, // ListGroups with states
] as const;

export function versionEstimate(connections: readonly BrokerConnection[]): string {
  const estimates = connections.map(({ offer }) => {
    const found = firstOffers.find(({ apiKey, version }) => (offer.versions.get(apiKey)?.max ?? -1) >= version);
    return found?.release ?? 'before 2.6';
  });
  const distinct = [...new Set(estimates)].sort();
  if (distinct.length === 0) return 'unknown';
  const name = (release: string): string => (release.startsWith('before') ? release : `${release} or later`);
  return distinct.length === 1 ? name(distinct[0]!) : `mixed: ${distinct.map(name).join(', ')}`;
}

const describeQuorumKey = 55;
const leaderAndIsrKey = 4;

/** Only KRaft brokers offer DescribeQuorum; brokers in ZooKeeper mode offer the controller's old requests instead. */
export function metadataMode(connections: readonly BrokerConnection[]): ClusterDescription['metadataMode'] {
  const offers = connections.map(({ offer }) => offer.versions);
  if (offers.length === 0) return undefined;
  if (offers.some(versions => versions.has(describeQuorumKey))) return 'KRaft';
  return offers.some(versions => versions.has(leaderAndIsrKey)) ? 'ZooKeeper' : undefined;
}
