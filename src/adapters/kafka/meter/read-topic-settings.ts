import type { TopicSettingsRow } from '../../../domain/workload/log-sample.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { sentenceOf } from '../error-sentence.ts';
import { type DescribeConfigsResult, describeConfigs } from '../protocol/generated/describe-configs.ts';

const topicResource = 2;
const topicAuthorizationFailed = 29;
const topicsARequest = 500;
const asked = ['cleanup.policy', 'retention.ms', 'retention.bytes', 'remote.storage.enable', 'local.retention.ms'];

/** How long topics keep their records, as any broker tells it. */
export async function readTopicSettings(
  client: ClusterClient,
  topics: readonly string[],
): Promise<readonly TopicSettingsRow[]> {
  const told = new Map<string, DescribeConfigsResult>();
  for (let from = 0; from < topics.length; from += topicsARequest) {
    const resources = topics.slice(from, from + topicsARequest).map(resourceName => ({
      resourceType: topicResource,
      resourceName,
      configurationKeys: asked,
    }));
    const { results } = await client.askAny(connection => connection.request(describeConfigs, { resources }));
    for (const result of results) told.set(result.resourceName, result);
  }
  return topics.map(topic => rowOf(topic, told.get(topic)));
}

function rowOf(topic: string, result: DescribeConfigsResult | undefined): TopicSettingsRow {
  if (result === undefined) return { topic, problem: 'the broker says nothing of them' };
  if (result.errorCode === topicAuthorizationFailed)
    return { topic, problem: 'this login lacks DescribeConfigs on topics' };
  if (result.errorCode !== 0) return { topic, problem: sentenceOf(result.errorCode) };
  const values = new Map(result.configs.map(({ name, value }) => [name, value ?? '']));
  const isTiered = values.get('remote.storage.enable') === 'true';
  return {
    topic,
    retentionMs: limitOf(values.get('retention.ms')),
    retentionBytes: limitOf(values.get('retention.bytes')),
    isCompacted: values.get('cleanup.policy') === 'compact',
    localRetentionMs: isTiered ? limitOf(values.get('local.retention.ms')) : undefined,
  };
}

/** Kafka's −1 is no limit, its −2 the same as without a tier. */
function limitOf(value: string | undefined): number | undefined {
  const limit = Number(value === '' ? Number.NaN : value);
  return limit >= 0 ? limit : undefined;
}
