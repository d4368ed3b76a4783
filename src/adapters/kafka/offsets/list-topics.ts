import type { ClusterClient } from '../client/cluster-client.ts';
import { fetchMetadata } from '../client/metadata.ts';

/** Names of all topics that this login may describe. */
export async function listTopics(client: ClusterClient): Promise<readonly string[]> {
  const { topics } = await client.askAny(connection => fetchMetadata(connection, 'all'));
  return topics.map(({ name }) => name);
}
