import { OperationError } from '../../../domain/errors.ts';
import type { BrokerSettings } from '../../../ports/broker-settings.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { sentenceOf } from '../error-sentence.ts';
import { type DescribeConfigsResult, describeConfigs } from '../protocol/generated/describe-configs.ts';

const brokerResource = 4;
const clusterAuthorizationFailed = 31;

/** Only the broker itself knows what it runs with. */
export async function readSettings(client: ClusterClient): Promise<readonly BrokerSettings[]> {
  const { brokers } = await client.metadata([]);
  const rows = brokers.map(async ({ brokerId }): Promise<BrokerSettings> => {
    try {
      const connection = await client.toBroker(brokerId);
      const resource = { resourceType: brokerResource, resourceName: String(brokerId), configurationKeys: null };
      const { results } = await connection.request(describeConfigs, { resources: [resource] });
      return { brokerId, ...settingsOf(results[0]) };
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      return { brokerId, values: {}, problem: error.message };
    }
  });
  return (await Promise.all(rows)).toSorted((a, b) => a.brokerId - b.brokerId);
}

function settingsOf(result: DescribeConfigsResult | undefined): Omit<BrokerSettings, 'brokerId'> {
  if (result === undefined) return { values: {}, problem: 'the broker says nothing of its settings' };
  if (result.errorCode === clusterAuthorizationFailed) {
    return { values: {}, problem: 'this login lacks DescribeConfigs on the cluster' };
  }
  if (result.errorCode !== 0) return { values: {}, problem: sentenceOf(result.errorCode) };
  const told = result.configs.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
  return { values: Object.fromEntries(told) };
}
