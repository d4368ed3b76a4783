import { describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../../src/adapters/prices/embedded-prices.ts';
import { priceBookOf } from '../../../src/domain/cost/price-data.ts';
import { estimateCost } from '../../../src/operations/estimate-cost.ts';
import { anyRequest } from '../../builders/estimate-request.ts';

const book = priceBookOf(embeddedPrices);

describe('an estimate', () => {
  it('is the same document for the same request, and plain JSON', () => {
    const report = estimateCost(anyRequest, book);
    const again: unknown = JSON.parse(JSON.stringify(estimateCost(anyRequest, book)));
    expect(JSON.parse(JSON.stringify(report))).toEqual(again);
  });

  it('has the source of every price on its bills', () => {
    const { comparison, sources } = estimateCost(anyRequest, book);
    const lines = comparison.options.flatMap(option => (option.kind === 'priced' ? option.bill.lines : []));
    const used = new Set(lines.flatMap(line => (line.kind === 'priced' ? [line.sourceId] : [])));
    expect(new Set(Object.keys(sources))).toEqual(used);
    expect(used.size).toBeGreaterThan(2);
  });

  it('follows throughput, retention and fan-out, and tells what flips the answer', () => {
    const { answers, comparison } = estimateCost(anyRequest, book);
    expect(answers.curves.map(({ input }) => input)).toEqual(['throughput', 'retention', 'fan-out']);
    expect(answers.flips.every(({ cheapest }) => cheapest !== comparison.cheapest)).toBe(true);
    expect(answers.threeYears.options).toHaveLength(4);
  });

  it('compares only what is allowed', () => {
    const { comparison } = estimateCost({ ...anyRequest, options: ['ec2'], types: ['m7g.2xlarge'] }, book);
    expect(comparison.options).toMatchObject([{ option: 'ec2', sizing: { type: 'm7g.2xlarge' } }]);
  });
});
