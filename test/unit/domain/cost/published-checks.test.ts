import { describe, expect, it } from 'vitest';
import { priceOption } from '../../../../src/domain/cost/price-option.ts';
import { rightSizingLimit } from '../../../../src/domain/cost/right-sizing.ts';
import type { Sized } from '../../../../src/domain/cost/sizing.ts';
import { book, day, mib, onlyTypes, optionsWith, priced, rates, usdOf, workloadWith } from './cost-fixture.ts';

/** A Standard cluster that somebody else has sized. */
const standardOf = (type: string, brokers: number, diskGibPerBroker: number): Sized => ({
  kind: 'sized',
  option: 'msk-standard',
  type,
  brokers,
  diskGibPerBroker,
  throughputMibPerSecondPerBroker: 0,
  iopsPerBroker: 0,
  controllers: 0,
  controllerType: undefined,
  sustained: undefined,
  limits: [],
});

describe('published totals', () => {
  it('are met for four m5.24xlarge with 4,000 GB (infracost, msk_cluster_test.golden)', () => {
    const { lines } = priceOption(standardOf('kafka.m5.24xlarge', 4, 1_000), workloadWith(), book, optionsWith());
    expect(usdOf(lines, 'brokers')).toBe(29_433.6);
    expect(usdOf(lines, 'storage')).toBe(400);
  });

  it('are met for nine m5.2xlarge in Hong Kong in 720 hours (a sizing note of 2023)', () => {
    const options = optionsWith({ hoursPerMonth: 720 });
    const cluster = standardOf('kafka.m5.2xlarge', 9, 1);
    const { lines } = priceOption(cluster, workloadWith({ region: 'ap-east-1' }), book, options);
    expect(Math.round(usdOf(lines, 'brokers'))).toBe(7_484);
  });

  it('are met for the floor of Serverless in us-east-1', () => {
    expect(usdOf(priced('msk-serverless', workloadWith()).bill.lines, 'cluster')).toBe(547.5);
  });

  it('are met for traffic between zones at 30 MB/s and three groups (S. Kozlovski, 2024-09-14)', () => {
    const month = (hoursPerMonth: number) => {
      const { bill } = priced(
        'ec2',
        workloadWith(rates(30_000_000, 3)),
        optionsWith({ hoursPerMonth, gigabyte: 'GB' }),
      );
      return crossZoneUsd(bill.lines);
    };
    expect(month(1) / 3_600).toBeCloseTo(0.0028, 12);
    expect(month(24)).toBe(241.92);
    expect(month(744)).toBe(7_499.52);
    expect(month(8_760)).toBe(88_300.8);
  });

  it('are met for traffic between zones at 1 GiB/s, rack-aware, in 30 days (AutoMQ)', () => {
    const workload = workloadWith({ ...rates(1_024 * mib, 1), sameZoneFetchShare: 1 });
    const { bill } = priced('ec2', workload, optionsWith({ hoursPerMonth: 720 }));
    expect(crossZoneUsd(bill.lines)).toBe(138_240);
  });

  it('are met for what 500 MiB/s leave in a day (AutoMQ, kafka-provider-comparison)', () => {
    const workload = workloadWith({ ...rates(500 * mib, 1), retentionSeconds: day });
    const express = priced('msk-express', workload).bill.lines.find(({ id }) => id === 'storage');
    expect(express?.quantity).toBe(42_187.5);
    const halfFull = priced('msk-standard', workload, optionsWith({ model: 'aws' })).bill.lines;
    expect(halfFull.find(({ id }) => id === 'storage')?.quantity).toBe(2 * 126_562.5);
  });
});

describe('published sizes', () => {
  it('are met for 45 MB/s in and 90 MB/s out on Express large (MSK Developer Guide)', () => {
    const workload = workloadWith(rates(45_000_000, 2));
    const type = onlyTypes('express.m7g.large');
    expect(priced('msk-express', workload, type).sizing.brokers).toBe(3);
    expect(priced('msk-express', workload, { ...type, model: 'aws' }).sizing.brokers).toBe(6);
  });

  it('are met for the limits of nine brokers by the right-sizing equation (a sizing note of 2023)', () => {
    const broker = { volume: 287.5, ebsNetwork: 287.5, network: 640 };
    const { storage, network, cluster } = rightSizingLimit(broker, 9, 3, 4);
    expect([storage * 0.8, network * 0.8, cluster * 0.8]).toEqual([690, 768, 690]);
  });
});

function crossZoneUsd(lines: Parameters<typeof usdOf>[0]): number {
  const ids = ['cross-zone-producers', 'cross-zone-consumers', 'cross-zone-replication'] as const;
  return Math.round(ids.reduce((sum, id) => sum + usdOf(lines, id) * 1e6, 0)) / 1e6;
}
