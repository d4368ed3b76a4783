import { describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../../src/adapters/prices/embedded-prices.ts';
import { readOfferFile } from '../../../src/adapters/prices/offer-file.ts';
import type { PriceData } from '../../../src/domain/cost/price-data.ts';
import { priceBookOf } from '../../../src/domain/cost/price-data.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import { type RefreshRequest, refreshPrices } from '../../../src/operations/refresh-prices.ts';
import type { PriceStore } from '../../../src/ports/price-store.ts';
import { type OfferProduct, offerFile, offerProducts } from '../../builders/price-offer.ts';

type Alter = (products: readonly OfferProduct[]) => readonly OfferProduct[];

async function refresh(alter: Alter, request: Partial<RefreshRequest> = {}) {
  const saved: PriceData[] = [];
  const store: PriceStore = {
    load: async () => ({ data: embeddedPrices, savedAt: undefined }),
    save: async data => {
      saved.push(data);
      return '/state/price-book.json';
    },
  };
  const priceList = {
    readOffer: async (region: string) => {
      if (region === 'us-gov-east-1') throw new OperationError('AwsRefused', 'AWS lists no MSK there');
      return readOfferFile(offerFile(alter(offerProducts(region))), region, 'http://mirror/');
    },
  };
  const asked = { regions: ['eu-west-1'], apply: true, acceptMissing: false, ...request };
  const report = await refreshPrices(asked, { store, priceList, onRegion: () => undefined });
  return { report, saved };
}

const priced =
  (tail: string, usd: string): Alter =>
  products =>
    products.map(product => (product.attributes['usagetype']?.endsWith(tail) === true ? { ...product, usd } : product));
const without =
  (tail: string): Alter =>
  products =>
    products.filter(({ attributes }) => attributes['usagetype']?.endsWith(tail) !== true);

describe('a refresh of prices', () => {
  it('writes the prices of the list in the place of the former, with their source, and leaves the rest', async () => {
    const { report, saved } = await refresh(priced('Kafka.m5.large', '0.2500000000'));
    expect(report).toMatchObject({ outcome: 'written', writtenTo: '/state/price-book.json' });
    expect(report.regions[0]?.changes).toEqual([
      { meter: 'msk-standard-broker-hour', item: 'kafka.m5.large', formerUsd: '0.234', usd: '0.25', movedPercent: 6.8 },
    ]);
    const book = priceBookOf(saved[0]!);
    const source = { sourceId: 'price-list-eu-west-1-20260729211408', date: '2026-07-29' };
    expect(book.find('msk-standard-broker-hour', 'kafka.m5.large', 'eu-west-1')).toEqual({
      picoUsdPerUnit: 250_000_000_000n,
      ...source,
    });
    expect(book.find('msk-standard-broker-hour', 'kafka.m5.large', 'us-east-1')).toMatchObject({ date: '2025-04-04' });
    expect(book.find('ec2-instance-hour', 'm5.large', 'eu-west-1')).toMatchObject({ date: '2025-05-28' });
    expect(saved[0]?.sources).toHaveProperty(source.sourceId);
  });

  it('only tells what differs where it is not to be applied', async () => {
    const { report, saved } = await refresh(priced('Kafka.m5.large', '0.5000000000'), { apply: false });
    expect(report).toMatchObject({ outcome: 'planned' });
    expect(report.regions[0]?.changes).toMatchObject([{ movedPercent: 113.7 }]);
    expect(saved).toEqual([]);
  });

  it('refuses to write where a price is gone, unless that is accepted', async () => {
    const refused = await refresh(without('Express.In-Bytes'));
    expect(refused.report.outcome).toBe('refused');
    expect(refused.report.regions[0]?.changes).toEqual([{ meter: 'msk-express-data-in-gb', formerUsd: '0.011' }]);
    expect(refused.saved).toEqual([]);
    const accepted = await refresh(without('Express.In-Bytes'), { acceptMissing: true });
    expect(accepted.report.outcome).toBe('written');
    expect(priceBookOf(accepted.saved[0]!).find('msk-express-data-in-gb', undefined, 'eu-west-1')).toBeUndefined();
  });

  it('reads every region where none is named, and keeps the prices of one that cannot be read', async () => {
    const { report, saved } = await refresh(products => products, { regions: [] });
    expect(report.regions).toHaveLength(31);
    expect(report.unread).toEqual([
      { region: 'us-gov-east-1', error: { name: 'AwsRefused', message: 'AWS lists no MSK there' } },
    ]);
    expect(priceBookOf(saved[0]!).find('msk-standard-broker-hour', 'kafka.m5.large', 'us-gov-east-1')).toMatchObject({
      date: '2025-04-04',
    });
  });

  it('fails where no region can be read, and refuses one nobody knows', async () => {
    expect((await refresh(products => products, { regions: ['us-gov-east-1'] })).report.outcome).toBe('failed');
    await expect(refresh(products => products, { regions: ['eu-west'] })).rejects.toMatchObject({
      name: 'InputInvalid',
      message: expect.stringContaining('did you mean eu-west-1') as string,
    });
  });
});
