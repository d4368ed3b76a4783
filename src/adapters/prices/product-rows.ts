import * as z from 'zod/mini';
import type { PriceRow } from './price-row.ts';

const dimension = z.object({
  unit: z.string(),
  beginRange: z.optional(z.string()),
  pricePerUnit: z.record(z.string(), z.string()),
});

const term = z.object({
  priceDimensions: z.record(z.string(), dimension),
  termAttributes: z.optional(z.record(z.string(), z.string())),
});

/** A product as JSON has it, in files and in answers. */
export const priceProduct = z.object({ attributes: z.record(z.string(), z.string()) });

/** All terms of one product, of one kind. */
export const priceTerms = z.record(z.string(), term);

type Product = z.infer<typeof priceProduct>;
type Terms = z.infer<typeof priceTerms>;

/** Every price of a product, with what its term says. Transfers name the region they come from. */
export function productRows({ attributes }: Product, kind: string, terms: Terms): PriceRow[] {
  const product = {
    usageType: attributes['usagetype'] ?? '',
    operation: attributes['operation'] ?? '',
    region: attributes['regionCode'] ?? attributes['fromRegionCode'] ?? '',
    locationType: attributes['locationType'] ?? attributes['fromLocationType'] ?? '',
    computeFamily: attributes['computeFamily'] ?? '',
    term: kind,
  };
  return Object.values(terms).flatMap(({ priceDimensions, termAttributes = {} }) =>
    Object.values(priceDimensions).map(({ unit, beginRange = '', pricePerUnit }) => {
      const [[currency, price] = ['', '']] = Object.entries(pricePerUnit);
      return {
        ...product,
        lease: termAttributes['LeaseContractLength'] ?? '',
        purchaseOption: termAttributes['PurchaseOption'] ?? '',
        offeringClass: termAttributes['OfferingClass'] ?? '',
        unit,
        beginRange,
        currency,
        price,
      };
    }),
  );
}
