import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mskMetrics } from '../../../src/adapters/aws/metrics/open-msk-metrics.ts';
import { measureFromMetrics } from '../../../src/operations/measure-from-metrics.ts';
import { type EmulatedAws, startEmulatedAws } from '../../aws/emulated-aws.ts';
import { startMskEdge } from '../../aws/msk-edge.ts';

const arn = 'arn:aws:kafka:eu-west-1:123456789012:cluster/orders/abc-2';
const minuteMs = 60_000;
let aws: EmulatedAws;
let edge: Awaited<ReturnType<typeof startMskEdge>>;
beforeAll(async () => {
  const provisioned = {
    numberOfBrokerNodes: 3,
    brokerNodeGroupInfo: {
      instanceType: 'kafka.m7g.large',
      clientSubnets: ['subnet-a', 'subnet-b', 'subnet-c'],
      storageInfo: { ebsStorageInfo: { volumeSize: 100 } },
    },
  };
  [aws, edge] = await Promise.all([startEmulatedAws(), startMskEdge({ [arn]: {} }, {}, { [arn]: { provisioned } })]);
});
afterAll(async () => {
  edge.stop();
  await aws.stop();
});

/** Puts a value of each minute, as MSK does, for each broker or the cluster as a whole. */
async function put(name: string, nowMs: number, valuesByBroker: Readonly<Record<string, readonly number[]>>) {
  const client = new CloudWatchClient(aws.clientConfig);
  for (const [broker, values] of Object.entries(valuesByBroker)) {
    await client.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/Kafka',
        MetricData: values.map((Value, at) => ({
          MetricName: name,
          Value,
          Timestamp: new Date(nowMs - (values.length - at) * minuteMs),
          Dimensions: [
            { Name: 'Cluster Name', Value: 'orders' },
            ...(broker === '' ? [] : [{ Name: 'Broker ID', Value: broker }]),
          ],
        })),
      }),
    );
  }
}

describe('a workload from CloudWatch', () => {
  it('is what brokers reported, added up, with the busiest five minutes', async () => {
    const nowMs = Math.floor(Date.now() / 300_000) * 300_000;
    const hour = (value: number) => Array.from({ length: 60 }, () => value);
    const withPeak = [...hour(1_000).slice(0, 30), ...hour(5_000).slice(0, 5), ...hour(1_000).slice(0, 25)];
    await put('BytesInPerSec', nowMs, { 1: withPeak, 2: hour(1_000), 3: hour(1_000) });
    await put('BytesOutPerSec', nowMs, { 1: hour(3_000), 2: hour(3_000), 3: hour(3_000) });
    await put('MessagesInPerSec', nowMs, { 1: hour(10), 2: hour(10), 3: hour(10) });
    await put('KafkaDataLogsDiskUsed', nowMs, { 1: hour(1), 2: hour(1), 3: hour(1) });
    // The controller alone knows the number, the others say none.
    await put('GlobalPartitionCount', nowMs, { '': hour(0).map((_, at) => (at % 3 === 0 ? 12 : 0)) });
    await put('PartitionCount', nowMs, { 1: hour(12), 2: hour(12), 3: hour(12) });
    const metrics = mskMetrics(
      arn,
      new KafkaClient(edge.clientConfig),
      new CloudWatchClient(aws.clientConfig),
      async () => undefined,
    );
    const { workload, measured, missing } = await measureFromMetrics({ spanMs: 55 * minuteMs, nowMs }, metrics);
    // Eleven periods of five minutes, one of which has the peak.
    const average = (10 * 3_000 + 7_000) / 11;
    expect(workload).toMatchObject({
      region: 'eu-west-1',
      in: `${Math.round(average)}B/s`,
      peakIn: '7000B/s',
      recordSize: `${Math.round(average / 30)}B`,
      partitions: 12,
      replicationFactor: 3,
      zones: 3,
    });
    expect(workload.fanOut).toBeCloseTo(9_000 / average, 6);
    expect(measured).toMatchObject({ what: arn, how: 'metrics', seconds: 3_300 });
    expect(missing.map(({ field }) => field)).toEqual(['connections', 'sameZoneFetch']);
  });
});
