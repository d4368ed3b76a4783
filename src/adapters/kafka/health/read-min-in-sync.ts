import type { ClusterClient } from '../client/cluster-client.ts';
import { describeConfigs } from '../protocol/generated/describe-configs.ts';

const topicResource = 2;
const setting = 'min.insync.replicas';
const topicsPerRequest = 1_000;

/** By topic; one whose settings this login may not read is left out. */
export async function readMinInSync(
  client: ClusterClient,
  topics: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (let from = 0; from < topics.length; from += topicsPerRequest) {
    const resources = topics
      .slice(from, from + topicsPerRequest)
      .map(resourceName => ({ resourceType: topicResource, resourceName, configurationKeys: [setting] }));
    const { results } = await client.askAny(connection => connection.request(describeConfigs, { resources }));
    for (const { resourceName, configs } of results) {
      const value = configs.find(({ name }) => name === setting)?.value;
      if (value !== undefined && value !== null) found.set(resourceName, Number(value));
    }
  }
  return found;
}
