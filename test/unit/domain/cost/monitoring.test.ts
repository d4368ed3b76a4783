import { describe, expect, it } from 'vitest';
import { type MonitoringLevel, paidMetrics } from '../../../../src/domain/cost/monitoring.ts';
import { defaultOptions } from '../../../../src/domain/cost/options.ts';
import type { OptionKind } from '../../../../src/domain/cost/sizing.ts';
import { atLevel, day, priced, usdOf, workloadWith } from './cost-fixture.ts';

const extrasAt = (monitoringLevel: MonitoringLevel) => ({ ...defaultOptions.extras, monitoringLevel });
const workload = workloadWith({ partitions: 100, topics: 20, consumerGroups: 2 });
const countOf = (option: OptionKind, level: MonitoringLevel, given = workload) =>
  paidMetrics(option, 3, given, extrasAt(level)).count;

describe('metrics of a monitoring level', () => {
  it('are free at DEFAULT, and on Serverless at every level', () => {
    expect(countOf('msk-standard', 'DEFAULT')).toBe(0);
    expect(countOf('msk-serverless', 'PER_TOPIC_PER_PARTITION')).toBe(0);
  });

  it("are as many as AWS's tables have, those of a level and of the ones before it", () => {
    expect(countOf('msk-standard', 'PER_BROKER')).toBe(3 * 49);
    expect(countOf('msk-standard', 'PER_TOPIC_PER_BROKER')).toBe(3 * 49 + 3 * 20 * 3);
    expect(countOf('msk-standard', 'PER_TOPIC_PER_PARTITION')).toBe(3 * 49 + 3 * 20 * 3 + 2 * 100 * 3);
    expect(countOf('msk-express', 'PER_TOPIC_PER_BROKER')).toBe(3 * 34 + 3 * 20);
  });

  it('are there for the tier only where there is one, and on Standard alone', () => {
    const tiered = { ...workload, retentionSeconds: 3 * day };
    expect(countOf('msk-standard', 'PER_TOPIC_PER_BROKER', tiered)).toBe(3 * 59 + 3 * 20 * 8);
    for (const option of ['msk-express', 'ec2'] as const)
      expect(countOf(option, 'PER_TOPIC_PER_BROKER', tiered)).toBe(countOf(option, 'PER_TOPIC_PER_BROKER'));
  });

  it('are on no more brokers than a topic has partitions', () => {
    expect(countOf('msk-standard', 'PER_TOPIC_PER_BROKER', { ...workload, topics: 90 })).toBe(3 * 49 + 100 * 3);
  });

  it('are as many on EC2 as on Standard', () => {
    for (const level of ['PER_BROKER', 'PER_TOPIC_PER_PARTITION'] as const)
      expect(countOf('ec2', level)).toBe(countOf('msk-standard', level));
  });

  it('come on the bill with the sum that they are, and with what was asked for beside them', () => {
    const options = atLevel('PER_TOPIC_PER_BROKER');
    const more = { ...options, extras: { ...options.extras, paidMetricsPerBroker: 1 } };
    const { bill, sizing } = priced('msk-standard', workload, more);
    expect(sizing.brokers).toBe(3);
    expect(bill.lines.find(({ id }) => id === 'monitoring')).toMatchObject({
      formula: '3 × 50 metrics + 60 topics on brokers × 3',
      quantity: 330,
    });
    expect(usdOf(bill.lines, 'monitoring')).toBeCloseTo(330 * 0.3, 6);
  });
});
