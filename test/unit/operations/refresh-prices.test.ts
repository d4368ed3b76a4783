import { describe, expect, it } from 'vitest';
import { checkPrices } from '../../../src/adapters/prices/check-prices.ts';
import { embeddedPrices } from '../../../src/adapters/prices/embedded-prices.ts';
import { readOfferCsv } from '../../../src/adapters/prices/offer-csv.ts';
import { readOfferFile } from '../../../src/adapters/prices/offer-file.ts';
import { priceDataText } from '../../../src/adapters/prices/price-data-text.ts';
import { priceBookOf } from '../../../src/domain/cost/price-data.ts';
import { type PriceService, priceServices } from '../../../src/domain/cost/price-service.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import { type RefreshRequest, refreshPrices } from '../../../src/operations/refresh-prices.ts';
import type { PriceList } from '../../../src/ports/price-list.ts';
import { offerCsv, offerFile } from '../../builders/price-list-forms.ts';
import { type OfferProduct, offerProducts, productsOf } from '../../builders/price-offer.ts';
import { inMemoryPriceStore } from '../../contracts/fakes/in-memory-prices.ts';

type Alter = (products: readonly OfferProduct[]) => readonly OfferProduct[];

async function refresh(alter: Alter, request: Partial<RefreshRequest> = {}) {
  const store = inMemoryPriceStore();
  const priceList: PriceList = {
    readOffer: async (service, region, types) => {
      if (region === 'us-gov-east-1') throw new OperationError('AwsRefused', 'AWS lists nothing there');
      const question = { service, region, types, where: 'http://mirror/' };
      const products = alter(isNew(service, region) ? newProducts(service, region) : offerProducts(region, service));
      if (service !== 'ec2') return readOfferFile(offerFile(products, service), question);
      return await readOfferCsv(linesOf(offerCsv(products)), question);
    },
  };
  const asked = {
    regions: ['eu-west-1'],
    services: ['msk'],
    apply: true,
    acceptMissing: false,
    acceptLeaps: false,
    ...request,
  } as const;
  const report = await refreshPrices(asked, { store, priceList, onList: () => undefined });
  return { report, saved: store.saved() };
}

/** What the product has no price of. */
const isNew = (service: PriceService, region: string) => service !== 'msk' && region === 'ap-southeast-3';
const newProducts = (service: PriceService, region: string) =>
  productsOf(region, service, Object.values(embeddedPrices.regions['us-east-1']!.prices));

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.trimEnd().split('\n');
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
    expect(report).toMatchObject({ outcome: 'written', writtenTo: 'memory' });
    expect(report.lists[0]?.changes).toEqual([
      { meter: 'msk-standard-broker-hour', item: 'kafka.m5.large', formerUsd: '0.234', usd: '0.25', movedPercent: 6.8 },
    ]);
    const book = priceBookOf(saved!);
    const source = { sourceId: 'price-list-msk-eu-west-1-20260729211408', date: '2026-07-29' };
    expect(book.find('msk-standard-broker-hour', 'kafka.m5.large', 'eu-west-1')).toEqual({
      picoUsdPerUnit: 250_000_000_000n,
      ...source,
    });
    expect(book.find('msk-standard-broker-hour', 'kafka.m5.large', 'us-east-1')).toMatchObject({ date: '2025-04-04' });
    expect(book.find('ec2-instance-hour', 'm5.large', 'eu-west-1')).toMatchObject({ date: '2025-05-28' });
    expect(saved?.sources).toHaveProperty(source.sourceId);
  });

  it('only tells what differs where it is not to be applied', async () => {
    const { report, saved } = await refresh(priced('Kafka.m5.large', '0.5000000000'), { apply: false });
    expect(report).toMatchObject({ outcome: 'planned' });
    expect(report.lists[0]?.changes).toMatchObject([{ movedPercent: 113.7 }]);
    expect(saved).toBeUndefined();
  });

  it('refuses to write where a price is gone, unless that is accepted', async () => {
    const refused = await refresh(without('Express.In-Bytes'));
    expect(refused.report.outcome).toBe('refused');
    expect(refused.report.lists[0]?.changes).toEqual([{ meter: 'msk-express-data-in-gb', formerUsd: '0.011' }]);
    expect(refused.saved).toBeUndefined();
    const accepted = await refresh(without('Express.In-Bytes'), { acceptMissing: true });
    expect(accepted.report.outcome).toBe('written');
    expect(priceBookOf(accepted.saved!).find('msk-express-data-in-gb', undefined, 'eu-west-1')).toBeUndefined();
  });

  it.each(['2.3400000000', '0.0234000000'])(
    'refuses to write a price that has leapt to %s, unless that is accepted',
    async usd => {
      const leap = priced('Kafka.m5.large', usd);
      const refused = await refresh(leap, { acceptMissing: true });
      expect(refused).toMatchObject({ report: { outcome: 'refused' }, saved: undefined });
      expect((await refresh(leap, { acceptLeaps: true })).report.outcome).toBe('written');
      expect((await refresh(leap, { apply: false, acceptLeaps: true })).report.outcome).toBe('planned');
    },
  );

  it('reads every region where none is named, and keeps the prices of one that cannot be read', async () => {
    const { report, saved } = await refresh(products => products, { regions: [] });
    expect(report.lists).toHaveLength(31);
    expect(report.unread).toEqual([
      {
        service: 'msk',
        region: 'us-gov-east-1',
        error: { name: 'AwsRefused', message: 'AWS lists nothing there' },
      },
    ]);
    expect(priceBookOf(saved!).find('msk-standard-broker-hour', 'kafka.m5.large', 'us-gov-east-1')).toMatchObject({
      date: '2025-04-04',
    });
  });

  it('brings a region the prices it never had: machines, disks, traffic between zones', async () => {
    const services = priceServices;
    const { report, saved } = await refresh(products => products, { regions: ['ap-southeast-3'], services });
    expect(report.outcome).toBe('written');
    expect(report.lists.map(({ service }) => service)).toEqual(services);
    const before = priceBookOf(embeddedPrices);
    const after = priceBookOf(saved!);
    for (const [meter, item] of [
      ['inter-az-gb', undefined],
      ['ebs-gp3-mibps-month', undefined],
      ['ec2-instance-hour-3-year', 'm7g.large'],
      ['kms-key-month', undefined],
    ] as const) {
      expect(before.find(meter, item, 'ap-southeast-3')).toBeUndefined();
      expect(after.find(meter, item, 'ap-southeast-3')).toMatchObject({
        picoUsdPerUnit: before.find(meter, item, 'us-east-1')?.picoUsdPerUnit,
        date: '2026-07-29',
      });
    }
    expect(checkPrices(JSON.parse(priceDataText(saved!)))).toMatchObject({ kind: 'usable' });
  });

  it('leaves the prices of other services alone', async () => {
    const { report, saved } = await refresh(priced('EBS:VolumeUsage.gp3', '0.0900000000'), { services: ['ec2'] });
    expect(report.lists[0]?.changes).toMatchObject([{ meter: 'ebs-gp3-gb-month', formerUsd: '0.088', usd: '0.09' }]);
    const book = priceBookOf(saved!);
    expect(book.find('msk-standard-broker-hour', 'kafka.m5.large', 'eu-west-1')).toMatchObject({ date: '2025-04-04' });
    expect(book.find('ec2-instance-hour', 'm5.large', 'eu-west-1')).toMatchObject({ date: '2026-07-29' });
    expect(book.find('inter-az-gb', undefined, 'eu-west-1')).toMatchObject({ sourceId: 'infracost-data-transfer' });
  });

  it('fails where no list can be read, and refuses a region nobody knows', async () => {
    expect((await refresh(products => products, { regions: ['us-gov-east-1'] })).report.outcome).toBe('failed');
    await expect(refresh(products => products, { regions: ['eu-west'] })).rejects.toMatchObject({
      name: 'InputInvalid',
      message: expect.stringContaining('did you mean eu-west-1') as string,
    });
  });
});
