import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { offerCodes } from '../../../../src/adapters/prices/price-row.ts';
import { priceServices } from '../../../../src/domain/cost/price-service.ts';
import { offerCsv, offerFile } from '../../../builders/price-list-forms.ts';
import { type OfferProduct, offerProducts, productsOf } from '../../../builders/price-offer.ts';
import type { OfferedPrices } from '../../../contracts/price-list.contract.ts';

/** The products of a list, with what is wrong with it. */
export function productsOffered({ service, region, prices, state }: OfferedPrices): OfferProduct[] {
  const place = state === 'of-another-region' ? 'eu-north-1' : region;
  const products = productsOf(place, service, [prices]);
  return state === 'in-another-currency' ? products.map(product => ({ ...product, currency: 'CNY' })) : products;
}

/** Where a list is, and how it is written. */
export function fileOf(service: OfferedPrices['service'], region: string, products: readonly OfferProduct[]) {
  const directory = `/offers/v1.0/aws/${offerCodes[service]}/current/${region}`;
  return service === 'ec2'
    ? ([`${directory}/index.csv`, offerCsv(products, service)] as const)
    : ([`${directory}/index.json`, JSON.stringify(offerFile(products, service))] as const);
}

/** All lists of all regions, made of the prices the product came with. */
export function allFiles(): Map<string, string> {
  const lists = Object.keys(embeddedPrices.regions).flatMap(region =>
    priceServices.map(service => fileOf(service, region, offerProducts(region, service))),
  );
  return new Map(lists);
}
