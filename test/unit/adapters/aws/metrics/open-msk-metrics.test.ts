import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { describe, expect, it } from 'vitest';
import { mskMetrics } from '../../../../../src/adapters/aws/metrics/open-msk-metrics.ts';
import type { MetricsRequest } from '../../../../../src/ports/cluster-metrics.ts';
import { answering, type CannedAnswer } from '../../../../aws/answering-client.ts';

const arn = 'arn:aws:kafka:eu-west-1:123456789012:cluster/orders/abc-2';
const json = (body: object): CannedAnswer => ({ statusCode: 200, body: JSON.stringify(body) });
const refusal = (statusCode: number, name: string): CannedAnswer => ({
  statusCode,
  headers: { 'x-amzn-errortype': name },
  body: JSON.stringify({ message: 'because' }),
});

const listed = (...dimensions: readonly Readonly<Record<string, string>>[]): CannedAnswer =>
  json({
    Metrics: dimensions.map(one => ({
      Namespace: 'AWS/Kafka',
      MetricName: 'BytesInPerSec',
      Dimensions: Object.entries({ 'Cluster Name': 'orders', ...one }).map(([Name, Value]) => ({ Name, Value })),
    })),
  });
const brokers = listed({ 'Broker ID': '1' }, { 'Broker ID': '2' });
const request: MetricsRequest = {
  clusterName: 'orders',
  names: ['BytesInPerSec'],
  fromMs: 0,
  toMs: 600_000,
  periodSeconds: 300,
};

function metricsWith(cloudWatch: readonly (CannedAnswer | Error)[], kafka: readonly CannedAnswer[] = [json({})]) {
  const slept: number[] = [];
  const [asked, askedKafka] = [answering(...cloudWatch), answering(...kafka)];
  const metrics = mskMetrics(
    arn,
    new KafkaClient(askedKafka.config),
    new CloudWatchClient(asked.config),
    async ms => void slept.push(ms),
  );
  const bodies = () =>
    asked.seen.map(({ body }) => JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>);
  return { metrics, slept, bodies };
}

describe('metrics of an MSK cluster', () => {
  it('are asked for by the dimensions CloudWatch keeps them by, the coarsest only, page after page', async () => {
    const { metrics, bodies } = metricsWith([
      listed({ 'Broker ID': '1' }, { 'Broker ID': '1', Topic: 'orders' }, { 'Broker ID': '2' }),
      json({
        MetricDataResults: [
          { Id: 'm0', StatusCode: 'PartialData', Timestamps: [0], Values: [10] },
          { Id: 'm1', StatusCode: 'Complete', Timestamps: [300], Values: [7] },
        ],
        NextToken: 'more',
      }),
      json({ MetricDataResults: [{ Id: 'm0', StatusCode: 'Complete', Timestamps: [300], Values: [20] }] }),
    ]);
    expect(await metrics.read(request)).toEqual([
      { name: 'BytesInPerSec', of: 'Broker ID 1', timesMs: [0, 300_000], values: [10, 20] },
      { name: 'BytesInPerSec', of: 'Broker ID 2', timesMs: [300_000], values: [7] },
    ]);
    const [list, data, more] = bodies();
    expect(list).toEqual({
      Namespace: 'AWS/Kafka',
      MetricName: 'BytesInPerSec',
      Dimensions: [{ Name: 'Cluster Name', Value: 'orders' }],
    });
    expect(data).toMatchObject({ StartTime: 0, EndTime: 600, MetricDataQueries: [{ Id: 'm0' }, { Id: 'm1' }] });
    expect(more).toMatchObject({ NextToken: 'more' });
  });

  it('asks for the greatest value of what only the controller tells', async () => {
    const { metrics, bodies } = metricsWith([brokers, json({ MetricDataResults: [] })]);
    await metrics.read({ ...request, names: ['GlobalPartitionCount'] });
    expect(bodies()[1]).toMatchObject({ MetricDataQueries: [{ MetricStat: { Stat: 'Maximum', Period: 300 } }, {}] });
  });

  it('asks for five hundred series a call at most', async () => {
    const many = listed(...Array.from({ length: 501 }, (_, at) => ({ 'Broker ID': String(at) })));
    const { metrics, bodies } = metricsWith([many, json({ MetricDataResults: [] })]);
    expect(await metrics.read(request)).toHaveLength(501);
    expect(bodies().map(({ MetricDataQueries: queries }) => (queries as unknown[] | undefined)?.length)).toEqual([
      undefined,
      500,
      1,
    ]);
  });

  it('has no series of a metric that CloudWatch does not have, and asks for none', async () => {
    const { metrics, bodies } = metricsWith([json({ Metrics: [] })]);
    expect(await metrics.read(request)).toEqual([]);
    expect(bodies()).toHaveLength(1);
  });

  it('repeats what is throttled, or failed inside CloudWatch, a few times at most', async () => {
    const failed = json({ MetricDataResults: [{ Id: 'm0', StatusCode: 'InternalError' }] });
    const late = metricsWith([
      refusal(400, 'ThrottlingException'),
      brokers,
      refusal(503, 'ServiceUnavailable'),
      failed,
      json({ MetricDataResults: [{ Id: 'm0', StatusCode: 'Complete', Timestamps: [0], Values: [1] }] }),
    ]);
    expect(await late.metrics.read(request)).toMatchObject([{ values: [1] }, { values: [] }]);
    expect(late.slept).toEqual([500, 500, 1_000]);
    const never = metricsWith([refusal(400, 'ThrottlingException')]);
    await expect(never.metrics.read(request)).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
    expect(never.bodies()).toHaveLength(6);
  });

  it.each([
    [refusal(403, 'AccessDeniedException'), 'allow cloudwatch:ListMetrics on *'],
    [refusal(403, 'ExpiredTokenException'), 'the AWS credentials have expired'],
  ])('refuses in one line, once, what AWS refuses', async (answer, told) => {
    const { metrics, bodies } = metricsWith([answer]);
    const failure = metrics.read(request);
    await expect(failure).rejects.toMatchObject({ name: 'AwsRefused', retryable: false });
    await expect(failure).rejects.toThrow(told);
    expect(bodies()).toHaveLength(1);
  });

  it('refuses a metric that may not be read', async () => {
    const { metrics } = metricsWith([
      brokers,
      json({
        MetricDataResults: [{ Id: 'm0', StatusCode: 'Forbidden', Messages: [{ Code: 'no', Value: 'not you' }] }],
      }),
    ]);
    await expect(metrics.read(request)).rejects.toThrow('a metric may not be read (not you)');
  });

  it.each([
    [
      'standard',
      {
        provisioned: {
          numberOfBrokerNodes: 6,
          storageMode: 'TIERED',
          brokerNodeGroupInfo: {
            instanceType: 'kafka.m7g.large',
            clientSubnets: ['a', 'b', 'c'],
            storageInfo: { ebsStorageInfo: { volumeSize: 1000 } },
          },
        },
      },
      { kind: 'standard', zones: 3, brokers: 6, brokerType: 'kafka.m7g.large', diskGibPerBroker: 1000, isTiered: true },
    ],
    [
      'express',
      {
        provisioned: {
          numberOfBrokerNodes: 3,
          brokerNodeGroupInfo: { instanceType: 'express.m7g.large', clientSubnets: ['a'], zoneIds: ['x', 'y', 'z'] },
        },
      },
      { kind: 'express', zones: 3, diskGibPerBroker: undefined, isTiered: false },
    ],
    [
      'serverless',
      { serverless: { vpcConfigs: [{ subnetIds: ['a', 'b'] }] } },
      { kind: 'serverless', zones: 2, brokers: undefined },
    ],
  ])('describes a %s cluster', async (_kind, told, described) => {
    const info = { clusterInfo: { clusterName: 'orders', creationTime: '2026-01-02T03:04:05.000Z', ...told } };
    const { metrics } = metricsWith([], [json(info)]);
    expect(await metrics.describe()).toMatchObject({
      arn,
      name: 'orders',
      region: 'eu-west-1',
      createdAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
      ...described,
    });
  });

  it('refuses an answer that says nothing of the cluster', async () => {
    await expect(metricsWith([], [json({})]).metrics.describe()).rejects.toMatchObject({ name: 'AwsUnavailable' });
  });
});
