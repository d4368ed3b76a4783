import { describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { readOfferFile } from '../../../../src/adapters/prices/offer-file.ts';
import { compareOffer } from '../../../../src/domain/cost/price-refresh.ts';
import { type OfferProduct, offerFile, offerProducts } from '../../../builders/price-offer.ts';

const where = 'http://127.0.0.1/index.json';
const products = offerProducts('eu-west-1');
const alter = (usageType: string, change: (product: OfferProduct) => OfferProduct) =>
  offerFile(products.map(product => (product.attributes['usagetype'] === usageType ? change(product) : product)));

describe('an offer file', () => {
  it.each(Object.keys(embeddedPrices.regions))('of %s is read into the prices it was made of', region => {
    const offer = readOfferFile(offerFile(offerProducts(region)), region, where);
    expect(compareOffer(embeddedPrices, offer).changes).toEqual([]);
    expect(offer).toMatchObject({
      sourceId: `price-list-${region}-20260729211408`,
      source: { date: '2026-07-29', where },
    });
  });

  it('tells usage types that are on no bill of ours', () => {
    const attributes = { usagetype: 'EU-Kafka.mcu.general', operation: 'RunConnect' };
    const kraft = { usagetype: 'EU-Kafka.kraft.t3.small', operation: 'RunBroker', computeFamily: 't3.small' };
    const more = [
      { sku: 'X', attributes, unit: 'hours', usd: '0.11' },
      { sku: 'Y', attributes: kraft, unit: 'hours', usd: '9' },
    ];
    const { unknownUsageTypes } = readOfferFile(offerFile([...products, ...more]), 'eu-west-1', where);
    expect(unknownUsageTypes).toEqual(['EU-Kafka.kraft.t3.small', 'EU-Kafka.mcu.general']);
  });

  it.each<[string, unknown, string]>([
    ['no object', null, 'it is no MSK price list'],
    ['another service', { ...offerFile(products), offerCode: 'AmazonEC2' }, 'it is no MSK price list (offerCode)'],
    ['no terms', { ...offerFile(products), terms: {} }, 'it is no MSK price list (terms.OnDemand)'],
    ['no product that is known', offerFile([]), 'it lists no price that is known'],
    ['another region', offerFile(offerProducts('us-east-1')), 'of us-east-1, not of eu-west-1'],
    [
      'another unit',
      alter('EU-Kafka.Storage.GP2', product => ({ ...product, unit: 'GB-hours' })),
      'EU-Kafka.Storage.GP2 is in GB-hours; GB-month was expected',
    ],
    [
      'a price of nothing',
      alter('EU-Kafka.Storage.GP2', product => ({ ...product, usd: '0.0000000000' })),
      'EU-Kafka.Storage.GP2 costs nothing',
    ],
    [
      'a price that is no number',
      alter('EU-Kafka.Storage.GP2', product => ({ ...product, usd: 'free' })),
      'it is no MSK price list (terms.OnDemand',
    ],
    ['two prices for one', offerFile([...products, { ...products[0]!, sku: 'TWICE', usd: '9' }]), 'has two prices'],
    ['a product without terms', { ...offerFile(products), terms: { OnDemand: {} } }, 'has 0 prices; one was expected'],
  ])('is refused with %s', (_what, document, problem) => {
    expect(() => readOfferFile(document, 'eu-west-1', where)).toThrow(
      expect.objectContaining({ name: 'PricesUnusable', message: expect.stringContaining(problem) as string }) as Error,
    );
  });
});
