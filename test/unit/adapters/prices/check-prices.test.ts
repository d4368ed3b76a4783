import { describe, expect, it } from 'vitest';
import { checkPrices } from '../../../../src/adapters/prices/check-prices.ts';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import type { PriceData } from '../../../../src/domain/cost/price-data.ts';

const withPrice = (meter: string, price: unknown): unknown => {
  const copy = structuredClone(embeddedPrices) as unknown as {
    regions: Record<string, { prices: Record<string, Record<string, unknown>> }>;
  };
  copy.regions['us-east-1']!.prices['msk-page-20250404']![meter] = price;
  return copy;
};

describe('price data', () => {
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'it holds no price data'],
    ['an older shape', { ...embeddedPrices, schemaVersion: 0 }, 'schemaVersion: is not 1'],
    ['a float', withPrice('msk-tiered-read-gb', 0.0015), 'msk-tiered-read-gb: '],
    ['a negative price', withPrice('msk-tiered-read-gb', '-1'), 'msk-tiered-read-gb: is no price such as "0.204"'],
    [
      'a price for all types of what has a price by type',
      withPrice('msk-standard-broker-hour', '1'),
      'msk-standard-broker-hour: ',
    ],
    ['a meter nobody knows', withPrice('msk-moon-hour', '1'), 'regions / us-east-1 / prices / msk-page-20250404: '],
    [
      'prices without their source',
      { ...embeddedPrices, sources: {} } satisfies PriceData,
      'there is no source msk-page-20250404',
    ],
  ])('are damaged where they are %s, and the place is told', (_what, document, problem) => {
    expect(checkPrices(document)).toMatchObject({
      kind: 'damaged',
      problem: expect.stringContaining(problem) as string,
    });
  });
});
