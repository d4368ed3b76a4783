import type { ClusterClient } from '../client/cluster-client.ts';
import { describeConfigs } from '../protocol/generated/describe-configs.ts';

const topicResource = 2;
const brokerResource = 4;

/** The limit of a topic, or the one that brokers give new topics; undefined where this login may not read settings. */
export async function readMostBatchBytes(
  client: ClusterClient,
  topic: string | undefined,
): Promise<number | undefined> {
  if (topic !== undefined) {
    const asked = request(topicResource, topic, 'max.message.bytes');
    return limitIn(await client.askAny(connection => connection.request(describeConfigs, asked)));
  }
  const { brokers } = await client.metadata([]);
  const [first] = brokers;
  if (first === undefined) return undefined;
  const asked = request(brokerResource, String(first.brokerId), 'message.max.bytes');
  return limitIn(await (await client.toBroker(first.brokerId)).request(describeConfigs, asked));
}

const request = (resourceType: number, resourceName: string, setting: string) => ({
  resources: [{ resourceType, resourceName, configurationKeys: [setting] }],
});

type Told = { readonly results: readonly { readonly configs: readonly { readonly value: string | null }[] }[] };

function limitIn({ results }: Told): number | undefined {
  const value = results[0]?.configs[0]?.value ?? undefined;
  return value === undefined ? undefined : Number(value);
}
