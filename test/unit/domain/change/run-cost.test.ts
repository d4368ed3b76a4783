import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RunUsage, runCostSentence, usdPerRun, usualRun } from '../../../../src/domain/change/run-cost.ts';

describe('the cost of a run', () => {
  it('is what the list prices make of it', () => {
    // 16 × 0.000025 + 8 × 0.0000133334 + 9 × 0.0000002 + 200 × 0.000000625 + 100 × 0.000000125 + 0.000005
    expect(usdPerRun(usualRun)).toBeCloseTo(0.0004 + 0.00010667 + 0.0000018 + 0.000125 + 0.0000125 + 0.000005, 8);
  });

  it('is said in one line', () => {
    expect(runCostSentence(usualRun)).toBe('a run of a runbook about 0.0007 USD (Step Functions 0.0004)');
  });

  it('is never less for more of anything', () => {
    const keys = Object.keys(usualRun) as (keyof RunUsage)[];
    const anyUsage = fc.record(
      Object.fromEntries(keys.map(key => [key, fc.nat({ max: 1e6 })])),
    ) as fc.Arbitrary<RunUsage>;
    fc.assert(
      fc.property(anyUsage, fc.constantFrom(...keys), (usage, key) => {
        expect(usdPerRun({ ...usage, [key]: usage[key] + 1 })).toBeGreaterThan(usdPerRun(usage));
      }),
    );
  });
});
