import { describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { readOfferFile } from '../../../../src/adapters/prices/offer-file.ts';
import { compareOffer } from '../../../../src/domain/cost/price-refresh.ts';
import { priceServices } from '../../../../src/domain/cost/price-service.ts';
import { offerFile } from '../../../builders/price-list-forms.ts';
import { type OfferProduct, offerProducts } from '../../../builders/price-offer.ts';

const where = 'http://127.0.0.1/index.json';
const question = { service: 'msk', region: 'eu-west-1', types: [], where } as const;
const products = offerProducts('eu-west-1');
const alter = (usageType: string, change: (product: OfferProduct) => OfferProduct) =>
  offerFile(products.map(product => (product.attributes['usagetype'] === usageType ? change(product) : product)));

describe('an offer file', () => {
  it.each(Object.keys(embeddedPrices.regions))('of %s is read into the prices it was made of', region => {
    const offer = readOfferFile(offerFile(offerProducts(region)), { ...question, region });
    expect(compareOffer(embeddedPrices, offer).changes).toEqual([]);
    expect(offer).toMatchObject({
      sourceId: `price-list-msk-${region}-20260729211408`,
      source: { date: '2026-07-29', where },
    });
  });

  it.each(priceServices.filter(service => service !== 'ec2'))('of %s is read, and of no other service', service => {
    const file = offerFile(offerProducts('us-east-1', service), service);
    const offer = readOfferFile(file, { ...question, region: 'us-east-1', service });
    expect(compareOffer(embeddedPrices, offer).changes).toEqual([]);
    const other = service === 'kms' ? 'msk' : 'kms';
    expect(() => readOfferFile(file, { ...question, region: 'us-east-1', service: other })).toThrow(
      expect.objectContaining({ name: 'PricesUnusable' }) as Error,
    );
  });

  it('tells usage types that are on no bill of ours', () => {
    const attributes = { usagetype: 'EU-Kafka.mcu.general', operation: 'RunConnect' };
    const kraft = { usagetype: 'EU-Kafka.kraft.t3.small', operation: 'RunBroker', computeFamily: 't3.small' };
    const more = [
      { sku: 'X', attributes, unit: 'hours', usd: '0.11' },
      { sku: 'Y', attributes: kraft, unit: 'hours', usd: '9' },
    ];
    const { unknownUsageTypes } = readOfferFile(offerFile([...products, ...more]), question);
    expect(unknownUsageTypes).toEqual(['EU-Kafka.kraft.t3.small', 'EU-Kafka.mcu.general']);
  });

  it('takes the first tier of what CloudWatch charges by tiers', () => {
    const metric = offerProducts('us-east-1', 'cloudwatch');
    const tiers = metric.map(product => ({ ...product, beginRange: '10000', usd: '0.1000000000' }));
    const offer = readOfferFile(offerFile([...tiers, ...metric], 'cloudwatch'), {
      ...question,
      region: 'us-east-1',
      service: 'cloudwatch',
    });
    expect(offer.prices['cloudwatch-metric-month']).toBe('0.3');
  });

  it('passes over load balancers of other kinds, and those of Outposts', () => {
    const balancers = offerProducts('us-east-1', 'load-balancers');
    const others = balancers.flatMap(product => [
      {
        ...product,
        sku: 'ALB',
        usd: '9',
        attributes: { ...product.attributes, operation: 'LoadBalancing:Application' },
      },
      { ...product, sku: 'OUT', usd: '9', attributes: { ...product.attributes, locationType: 'AWS Outposts' } },
    ]);
    const offer = readOfferFile(offerFile([...others, ...balancers], 'load-balancers'), {
      ...question,
      region: 'us-east-1',
      service: 'load-balancers',
    });
    expect(offer.prices).toEqual({ 'nlb-hour': '0.0225', 'nlb-lcu-hour': '0.006' });
  });

  it.each<[string, unknown, string]>([
    ['no object', null, 'it is no price list of AmazonMSK'],
    [
      'another service',
      { ...offerFile(products), offerCode: 'AmazonEC2' },
      'it is no price list of AmazonMSK (offerCode)',
    ],
    ['no terms', { ...offerFile(products), terms: {} }, 'it is no price list of AmazonMSK (terms.OnDemand)'],
    ['no product that is known', offerFile([]), 'it lists no price that is known'],
    ['no version', { ...offerFile(products), version: 'new' }, 'it does not say when it was published'],
    ['another region', offerFile(offerProducts('us-east-1')), 'of us-east-1, not of eu-west-1'],
    [
      'another unit',
      alter('EU-Kafka.Storage.GP2', product => ({ ...product, unit: 'GB-hours' })),
      'EU-Kafka.Storage.GP2 is in GB-hours; GB-month was expected',
    ],
    [
      'another currency',
      alter('EU-Kafka.Storage.GP2', product => ({ ...product, currency: 'CNY' })),
      'EU-Kafka.Storage.GP2 is priced in CNY, not in USD',
    ],
    [
      'a price of nothing',
      alter('EU-Kafka.Storage.GP2', product => ({ ...product, usd: '0.0000000000' })),
      'EU-Kafka.Storage.GP2 costs nothing',
    ],
    [
      'a price that is no number',
      alter('EU-Kafka.Storage.GP2', product => ({ ...product, usd: 'free' })),
      'EU-Kafka.Storage.GP2 has no price but "free"',
    ],
    [
      'prices by quantity',
      alter('EU-Kafka.Storage.GP2', product => ({ ...product, beginRange: '1024' })),
      'has prices by quantity',
    ],
    ['two prices for one', offerFile([...products, { ...products[0]!, sku: 'TWICE', usd: '9' }]), 'has two prices'],
    ['products without terms', { ...offerFile(products), terms: { OnDemand: {} } }, 'it lists no price that is known'],
  ])('is refused with %s', (_what, document, problem) => {
    expect(() => readOfferFile(document, question)).toThrow(
      expect.objectContaining({ name: 'PricesUnusable', message: expect.stringContaining(problem) as string }) as Error,
    );
  });
});
