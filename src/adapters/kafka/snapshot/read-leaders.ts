import { OperationError } from '../../../domain/errors.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { encodeRequest } from '../protocol/encode.ts';
import { metadata } from '../protocol/generated/metadata.ts';
import { decodeLeaders, type LeaderTable, leaderVersions } from './decode-leaders.ts';

/** Asks any broker who leads the partitions of the topics named, or of all. Never creates a topic. */
export async function readLeaders(client: ClusterClient, topics: readonly string[] | 'all'): Promise<LeaderTable> {
  return await client.askAny(async connection => {
    const version = Math.min(connection.versionOf(metadata) ?? 0, leaderVersions.max);
    if (version < leaderVersions.min) {
      throw new OperationError('BrokerTooOld', 'the broker cannot tell leaders without creating topics');
    }
    const body = encodeRequest(metadata, version, {
      topics: topics === 'all' ? null : topics.map(name => ({ name })),
      allowAutoTopicCreation: false,
    });
    const table = decodeLeaders(await connection.requestFrame(metadata, version, body), version);
    client.learnBrokers(table.brokers);
    return table;
  });
}
