import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredFromMetrics } from '../../../../src/domain/workload/measured-from-metrics.ts';
import type { MetricName, MetricSeries, MskCluster } from '../../../../src/domain/workload/metric-series.ts';
import { meanOf, mostOf, percentileOf, totalsOf } from '../../../../src/domain/workload/metric-totals.ts';

const cluster: MskCluster = {
  arn: 'arn:aws:kafka:eu-west-1:123456789012:cluster/orders/abc-2',
  name: 'orders',
  region: 'eu-west-1',
  kind: 'standard',
  zones: 3,
  brokers: 2,
  brokerType: 'kafka.m7g.large',
  diskGibPerBroker: 100,
  isTiered: false,
  createdAtMs: undefined,
};
const periodMs = 300_000;
const series = (name: MetricName, of: string, ...values: readonly number[]): MetricSeries => ({
  name,
  of,
  values,
  timesMs: values.map((_, at) => at * periodMs),
});
const measuredOf = (found: readonly MetricSeries[], kind: Partial<MskCluster> = {}) =>
  measuredFromMetrics({
    cluster: { ...cluster, ...kind },
    fromMs: 0,
    toMs: 2 * periodMs,
    periodSeconds: 300,
    series: found,
  });

const busy = [
  series('BytesInPerSec', 'Broker ID 1', 1_000, 3_000),
  series('BytesInPerSec', 'Broker ID 2', 1_000, 1_000),
  series('BytesOutPerSec', 'Broker ID 1', 6_000, 12_000),
  series('MessagesInPerSec', 'Broker ID 1', 30, 30),
  series('KafkaDataLogsDiskUsed', 'Broker ID 1', 1, 10),
  series('KafkaDataLogsDiskUsed', 'Broker ID 2', 1, 10),
  series('GlobalPartitionCount', '', 40, 40),
  series('PartitionCount', 'Broker ID 1', 60, 60),
  series('PartitionCount', 'Broker ID 2', 60, 60),
  series('ClientConnectionCount', 'Broker ID 1, Client Authentication SASL_IAM', 80, 99.5),
  series('GlobalTopicCount', '', 9, 9),
];

describe('a workload by the metrics of MSK', () => {
  it('adds up brokers, and has averages, peaks, replicas and what fills the disks', () => {
    const { workload, missing } = measuredOf(busy);
    const used = 2 * 0.1 * 100 * 2 ** 30;
    expect(workload).toEqual({
      region: 'eu-west-1',
      in: '3000B/s',
      peakIn: '4000B/s',
      recordSize: '100B',
      fanOut: 3,
      peakOut: '12000B/s',
      retention: expect.stringMatching(/^\d+d\d+h/) as string,
      partitions: 40,
      topics: 9,
      replicationFactor: 3,
      connections: 100,
      zones: 3,
    });
    expect(workload.retention).toMatch(new RegExp(`^${Math.floor(used / 9_000 / 86_400)}d`));
    expect(missing.map(({ field }) => field)).toEqual(['sameZoneFetch']);
  });

  it('names each metric that CloudWatch does not have', () => {
    const { workload, missing } = measuredOf([]);
    expect(workload).toEqual({ region: 'eu-west-1', zones: 3 });
    expect(missing).toContainEqual({
      field: 'in',
      why: 'CloudWatch has no BytesInPerSec of orders in these 10 min',
    });
    expect(missing.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['in', 'fanOut', 'retention', 'partitions', 'connections']),
    );
  });

  it('has seen the topics that CloudWatch counts, with or without partitions, and none where it counts none', () => {
    const topicsSeen = (...names: readonly string[]) =>
      measuredOf(busy.filter(({ name }) => names.includes(name))).measured.observed.filter(
        ({ what }) => what === 'topics',
      );
    const nine = [{ what: 'topics', value: 9, unit: 'topics' }];
    expect(topicsSeen('GlobalTopicCount', 'GlobalPartitionCount')).toEqual(nine);
    expect(topicsSeen('GlobalTopicCount')).toEqual(nine);
    expect(topicsSeen('GlobalPartitionCount')).toEqual([]);
  });

  it('says what Express, Serverless and tiers leave open', () => {
    const storage = [...busy, series('StorageUsed', '', 5e9)];
    const express = measuredOf(storage, { kind: 'express', diskGibPerBroker: undefined });
    expect(express.workload.retention).toBeUndefined();
    expect(express.measured.observed).toContainEqual({ what: 'storage used', value: 5e9, unit: 'bytes' });
    const tiered = measuredOf(busy, { isTiered: true });
    expect(tiered.workload.localRetention).toBeDefined();
    expect(tiered.missing.map(({ field }) => field)).toContain('retention');
    const byTopic = [series('BytesInPerSec', 'Topic a', 10, 10), series('BytesInPerSec', 'Topic b', 5, 5)];
    const serverless = measuredOf(byTopic, { kind: 'serverless', brokers: undefined, brokerType: undefined });
    expect(serverless.workload).toMatchObject({ in: '15B/s' });
    expect(serverless.missing.map(({ field }) => field)).toContain('partitions');
  });

  it('says of how many periods the averages are', () => {
    const { notes } = measuredFromMetrics({
      cluster,
      fromMs: 0,
      toMs: 100 * periodMs,
      periodSeconds: 300,
      series: busy,
    });
    expect(notes).toContain('CloudWatch has 2 of 100 periods; averages are of these');
  });
});

describe('totals of series', () => {
  it('lie in order: mean and percentile at the most, and the sum over time is that of the series', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 5 }), brokers => {
        const all = brokers.map((of, at) => series('BytesInPerSec', `Broker ID ${at}`, ...of));
        const totals = totalsOf(all, 'BytesInPerSec')!;
        const sum = brokers.flat().reduce((left, right) => left + right, 0);
        expect(meanOf(totals) * totals.values.length).toBeCloseTo(sum, -2);
        expect(percentileOf(totals, 0.99)).toBeLessThanOrEqual(mostOf(totals));
        expect(percentileOf(totals, 1)).toBe(mostOf(totals));
      }),
    );
  });
});
