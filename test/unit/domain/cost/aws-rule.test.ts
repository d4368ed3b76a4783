import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateOption } from '../../../../src/domain/cost/estimate.ts';
import { expressTypes } from '../../../../src/domain/cost/msk-express-types.ts';
import { standardTypes } from '../../../../src/domain/cost/msk-standard-types.ts';
import { book, hour, mib, onlyTypes, optionsWith, priced, usdOf, workloadWith } from './cost-fixture.ts';

const factors = fc.record({
  in: fc.integer({ min: 1, max: 300 }),
  peak: fc.constantFrom(1, 1.25, 2),
  fanOut: fc.constantFrom(0.5, 1, 2, 4),
  hours: fc.integer({ min: 6, max: 300 }),
  localHours: fc.integer({ min: 6, max: 300 }),
  replicationFactor: fc.constantFrom(2, 3),
  partitions: fc.integer({ min: 1, max: 4_000 }),
});

type Factors = Record<'in' | 'peak' | 'fanOut' | 'hours' | 'localHours' | 'replicationFactor' | 'partitions', number>;

const workloadOf = (given: Factors) =>
  workloadWith({
    averageInBytesPerSecond: given.in * mib,
    peakInBytesPerSecond: given.in * given.peak * mib,
    averageOutBytesPerSecond: given.in * given.fanOut * mib,
    peakOutBytesPerSecond: given.in * given.fanOut * given.peak * mib,
    retentionSeconds: given.hours * hour,
    localRetentionSeconds: Math.min(given.hours, given.localHours) * hour,
    replicationFactor: given.replicationFactor,
    partitions: given.partitions,
    sameZoneFetchShare: 1,
  });

/** AWS's rule told once more, in MiB/s and GiB: the largest need in multiples of three. */
const inThrees = (...needs: number[]) => Math.max(...needs.map(need => Math.ceil(Math.ceil(need) / 3) * 3));

const diskGib = (given: Factors) =>
  (given.in * Math.min(given.hours, given.localHours) * 3600 * given.replicationFactor * 2) / 1024;

function standardBrokers(type: (typeof standardTypes)[number], given: Factors): number {
  const tiered = given.localHours < given.hours ? 1.5 : 0;
  const byDisk = type.ebsMegabytesPerSecond / (6.5 + tiered);
  const byNetwork = type.networkMegabytesPerSecond / (1.5 * given.fanOut + 5.7 + tiered);
  return inThrees(
    (given.in * given.peak) / (Math.min(byDisk, byNetwork) * 0.5),
    (given.partitions * given.replicationFactor) / type.partitionsRecommended,
    diskGib(given) / 16_384,
  );
}

describe("AWS's rule", () => {
  it('counts Standard brokers of every type as the script does', () => {
    fc.assert(
      fc.property(factors, fc.constantFrom(...standardTypes), (given, type) => {
        const options = { ...onlyTypes(type.type), model: 'aws' } as const;
        const { sizing } = estimateOption('msk-standard', workloadOf(given), book, options);
        const wanted = standardBrokers(type, given);
        return sizing.kind === 'sized' ? sizing.brokers === wanted : wanted > 60;
      }),
      { numRuns: 500 },
    );
  });

  it('counts Express brokers of every type as the script does', () => {
    fc.assert(
      fc.property(factors, fc.constantFrom(...expressTypes), (given, type) => {
        const options = { ...onlyTypes(type.type), model: 'aws' } as const;
        const { sizing } = estimateOption('msk-express', workloadOf(given), book, options);
        const wanted = inThrees(
          (given.in * given.peak) / (type.awsRuleIngressMib * 0.75),
          (given.in * given.fanOut * given.peak) / (type.awsRuleIngressMib * 2.5),
          (given.partitions * 3) / type.partitionsRecommended,
        );
        return sizing.kind === 'sized' ? sizing.brokers === wanted : wanted > 60;
      }),
      { numRuns: 500 },
    );
  });

  it('picks the first of its table at the same cost, as the script does', () => {
    const standard = { in: 16, peak: 3, fanOut: 2, hours: 242, localHours: 80, replicationFactor: 3, partitions: 229 };
    const { sizing } = priced('msk-standard', workloadOf(standard), optionsWith({ model: 'aws' }));
    // Three of kafka.m7g.2xlarge, or six of xlarge, cost the same.
    expect([sizing.brokers, sizing.type]).toEqual([12, 'kafka.m7g.large']);
    const express = priced('msk-express', workloadOf(standard), optionsWith({ model: 'aws' })).sizing;
    expect([express.brokers, express.type]).toEqual([6, 'express.m7g.large']);
  });

  it('sizes Express without a look at single partitions, and tells of them', () => {
    const given = { in: 100, peak: 3, fanOut: 1, hours: 24, localHours: 24, replicationFactor: 3, partitions: 10 };
    const { sizing, notes } = priced('msk-express', workloadOf(given), optionsWith({ model: 'aws' }));
    expect(sizing.brokers).toBe(inThrees(300 / (15.625 * 0.75)));
    expect(notes.join('; ')).toContain('31.5 MB/s to each, of 15 MB/s that one takes');
    expect(estimateOption('msk-express', workloadOf(given), book, optionsWith())).toMatchObject({
      kind: 'refused',
      sizing: { reasons: [{ quota: 'partition-ingress' }] },
    });
  });

  it('bills the script’s dollars, with its price of the tier', () => {
    const given = { in: 50, peak: 2, fanOut: 3, hours: 72, localHours: 24, replicationFactor: 3, partitions: 900 };
    const { lines } = priced('msk-standard', workloadOf(given), optionsWith({ model: 'aws' })).bill;
    expect(usdOf(lines, 'storage')).toBeCloseTo(diskGib(given) * 0.1, 5);
    expect(usdOf(lines, 'tiered-storage')).toBeCloseTo(((50 * 48 * 3600) / 1024) * 0.023, 5);
    expect(usdOf(lines, 'cross-zone-producers')).toBeCloseTo((((50 * 2) / 3) * 3600 * 730 * 0.02) / 1024, 5);
    expect(usdOf(lines, 'cross-zone-consumers')).toBe(0);
  });

  it('provisions the throughput that is asked for, up to what the type can', () => {
    const options = { ...onlyTypes('kafka.m5.4xlarge'), model: 'aws', awsProvisionedMibPerSecond: 1_000 } as const;
    const { sizing, bill } = priced('msk-standard', workloadWith(), options);
    expect(sizing.throughputMibPerSecondPerBroker).toBe(593.75);
    expect(usdOf(bill.lines, 'provisioned-throughput')).toBe(3 * 593.75 * 0.08);
  });

  it('keeps of limits and disks what it is told to', () => {
    const given = { in: 60, peak: 1, fanOut: 2, hours: 48, localHours: 48, replicationFactor: 3, partitions: 100 };
    const factors = { utilizationStandard: 0.25, utilizationExpress: 0.375, diskUtilization: 0.8 };
    const type = onlyTypes('kafka.m5.4xlarge', 'express.m7g.xlarge');
    const options = { ...type, model: 'aws', awsFactors: factors } as const;
    const brokers = inThrees(60 / (Math.min(593.75 / 6.5, 640 / 8.7) * 0.25));
    expect(priced('msk-standard', workloadOf(given), options).sizing.brokers).toBe(brokers);
    expect(priced('msk-express', workloadOf(given), options).sizing.brokers).toBe(inThrees(60 / (31.25 * 0.375)));
    const { lines } = priced('msk-standard', workloadOf(given), options).bill;
    expect(usdOf(lines, 'storage')).toBeCloseTo((diskGib(given) / 2 / 0.8) * 0.1, 5);
  });

  it('refuses two zones, for which the script has no rule', () => {
    const found = estimateOption('msk-standard', workloadWith({ zones: 2 }), book, optionsWith({ model: 'aws' }));
    expect(found).toMatchObject({ kind: 'refused', sizing: { reasons: [{ quota: 'zones', given: 2, allowed: 3 }] } });
  });
});
