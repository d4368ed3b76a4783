import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxGroupMetrics } from '../../../../src/domain/lag/lag-metric-names.ts';
import { type LagCheckUsage, monthlyCost, monthlyCostSentence } from '../../../../src/domain/lag/monthly-cost.ts';

const usage: LagCheckUsage = {
  checksPerHour: 60,
  memoryMegabytes: 512,
  averageDurationMs: 400,
  logBytesPerCheck: 2500,
  alarms: 6,
};

const usdOf = (given: LagCheckUsage, what: string) =>
  monthlyCost(given).lines.find(line => line.what === what)?.usdPerMonth;

describe('the monthly cost of a lag check', () => {
  it('is what the list prices make of a check a minute', () => {
    // 60 × 730 = 43,800 checks; × 0.4 s × 0.5 GB = 8,760 GB-s × 0.0000133334 USD
    expect(usdOf(usage, 'Lambda duration')).toBeCloseTo(0.1168, 4);
    expect(usdOf(usage, 'S3 window')).toBeCloseTo(43_800 * 0.0000054, 4);
    expect(usdOf(usage, 'CloudWatch metrics')).toBeCloseTo(1.8, 6);
    expect(usdOf(usage, 'CloudWatch alarms')).toBeCloseTo(0.6, 6);
    expect(monthlyCost(usage).usdPerMonth).toBeCloseTo(3.86, 2);
  });

  it('has a bound for what bad groups can add, because their metrics are bounded', () => {
    expect(monthlyCost(usage).mostForGroupsUsdPerMonth).toBeCloseTo(maxGroupMetrics * 0.3, 6);
  });

  it('is the sum of its lines, and never less for more of anything', () => {
    const anyUsage = fc.record({
      checksPerHour: fc.integer({ min: 1, max: 3600 }),
      memoryMegabytes: fc.integer({ min: 128, max: 10_240 }),
      averageDurationMs: fc.integer({ min: 1, max: 900_000 }),
      logBytesPerCheck: fc.nat({ max: 1e6 }),
      alarms: fc.nat({ max: 100 }),
    });
    fc.assert(
      fc.property(anyUsage, fc.constantFrom(...(Object.keys(usage) as (keyof LagCheckUsage)[])), (given, key) => {
        const cost = monthlyCost(given);
        expect(cost.lines.reduce((sum, line) => sum + line.usdPerMonth, 0)).toBeCloseTo(cost.usdPerMonth, 9);
        expect(monthlyCost({ ...given, [key]: given[key] + 1 }).usdPerMonth).toBeGreaterThanOrEqual(cost.usdPerMonth);
      }),
    );
  });

  it('says its total, its largest parts and what it rests on in one line', () => {
    expect(monthlyCostSentence(monthlyCost(usage))).toMatch(
      /^about 3\.86 USD a month and up to 15\.00 for metrics of single groups \(CloudWatch metrics 1\.80, KMS key 1\.00, CloudWatch alarms 0\.60; list prices of us-east-1 as of \d{4}-\d{2}, no free tier/,
    );
  });
});
