import { embeddedPrices } from '../../../src/adapters/prices/embedded-prices.ts';
import type { ListedPrice, PriceData } from '../../../src/domain/cost/price-data.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import type { PriceList } from '../../../src/ports/price-list.ts';
import type { PriceStore } from '../../../src/ports/price-store.ts';
import type { OfferedPrices } from '../price-list.contract.ts';

/** Lists of prices, and what is wrong with some. */
export const inMemoryPriceList = (offered: readonly OfferedPrices[]): PriceList => ({
  readOffer: async (service, region, types) => {
    const list = offered.find(each => each.service === service && each.region === region);
    if (list === undefined) throw new OperationError('AwsRefused', `AWS lists no ${service} in ${region}`);
    if (list.state === 'busy') throw new OperationError('AwsUnavailable', 'the list is busy', { retryable: true });
    if (list.state !== undefined) throw new OperationError('PricesUnusable', `the list is ${list.state}`);
    return {
      service,
      region,
      sourceId: `price-list-${service}-${region}-20260729211408`,
      source: { title: `a list of ${service}`, date: '2026-07-29', where: 'memory' },
      prices: Object.fromEntries(
        Object.entries(list.prices).map(([meter, price]) => [meter, ofTypes(service === 'ec2', price, types)]),
      ),
      unknownUsageTypes: [],
    };
  },
});

/** Prices that last as long as the process. */
export function inMemoryPriceStore(): PriceStore & { readonly saved: () => PriceData | undefined } {
  let saved: PriceData | undefined;
  return {
    saved: () => saved,
    load: async () =>
      saved === undefined ? { data: embeddedPrices, savedAt: undefined } : { data: saved, savedAt: 'memory' },
    save: async data => {
      saved = structuredClone(data);
      return 'memory';
    },
  };
}

function ofTypes(isMachine: boolean, price: ListedPrice, types: readonly string[]): ListedPrice {
  if (!isMachine || typeof price === 'string') return price;
  return Object.fromEntries(Object.entries(price).filter(([type]) => types.includes(type)));
}
