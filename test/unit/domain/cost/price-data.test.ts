import { describe, expect, it } from 'vitest';
import { checkPrices } from '../../../../src/adapters/prices/check-prices.ts';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { type Meter, meters } from '../../../../src/domain/cost/meter.ts';
import { unitPriceText } from '../../../../src/domain/cost/money.ts';
import { listedPrices, priceBookOf } from '../../../../src/domain/cost/price-data.ts';
import { overviewOf, pricesOf } from '../../../../src/domain/cost/price-overview.ts';

const book = priceBookOf(embeddedPrices);

describe('the prices that come with the product', () => {
  it('pass the check that a file of a user has to pass', () => {
    expect(checkPrices(embeddedPrices).kind).toBe('usable');
  });

  it('are those of the list', () => {
    const usd = (meter: Meter, region: string, item?: string) => {
      const price = book.find(meter, item, region);
      return price === undefined ? undefined : [unitPriceText(price.picoUsdPerUnit), price.date];
    };
    expect(usd('msk-standard-broker-hour', 'us-east-1', 'kafka.m5.16xlarge')).toEqual(['6.73', '2025-04-04']);
    expect(usd('msk-express-broker-hour', 'us-west-2', 'express.m7g.large')).toEqual(['0.476', '2025-04-04']);
    expect(usd('msk-tiered-read-gb', 'eu-central-1')).toEqual(['0.0018', '2025-04-04']);
    expect(usd('msk-serverless-partition-hour', 'eu-west-1')).toEqual(['0.001725', '2025-04-04']);
    expect(usd('ec2-instance-hour-3-year', 'us-east-1', 'm5.large')).toEqual(['0.041', '2025-05-28']);
    expect(usd('ebs-gp3-mibps-month', 'us-east-1')).toEqual(['0.04', '2024-07-18']);
    expect(usd('inter-az-gb', 'us-east-1')).toEqual(['0.01', 'undated']);
    expect(usd('kms-key-month', 'us-east-1')).toEqual(['1', 'undated']);
    expect(usd('kms-key-month', 'eu-west-1')).toBeUndefined();
    expect(usd('msk-standard-storage-gb-month', 'mars-north-1')).toBeUndefined();
  });

  it('are found one by one, each with its source', () => {
    for (const [region, { prices }] of Object.entries(embeddedPrices.regions)) {
      for (const [sourceId, listed] of Object.entries(prices)) {
        for (const { meter, item, usd } of listedPrices(listed)) {
          const price = book.find(meter, item, region);
          expect([price?.sourceId, unitPriceText(price?.picoUsdPerUnit ?? 0n)]).toEqual([sourceId, usd]);
        }
      }
    }
  });

  it('are of 32 regions and 149 machines', () => {
    expect(book.regions).toHaveLength(32);
    expect(book.machines).toHaveLength(149);
    expect(book.machines.find(({ type }) => type === 'i3en.24xlarge')).toMatchObject({ localDiskBytes: 60e12 });
    expect(book.dataDate).toBe('2025-04-04');
  });
});

describe('the overview of prices', () => {
  const overview = overviewOf(embeddedPrices);

  it('tells what is missing everywhere once, and what is missing in a region there', () => {
    expect(overview.missingEverywhere).toEqual([]);
    const { prices } = embeddedPrices.regions['eu-west-1']!;
    const one = overviewOf({ ...embeddedPrices, regions: { 'eu-west-1': { location: '', prices } } });
    expect(one.missingEverywhere).toContain('kms-key-month');
    expect(one.regions[0]?.missing).toEqual([]);
    const [osaka] = overview.regions.filter(({ region }) => region === 'ap-northeast-3');
    expect(osaka).toMatchObject({
      types: { standard: 9, express: 0, ec2: 87 },
      oldest: '2024-07-18',
      newest: '2025-05-28',
    });
    expect(osaka?.missing).toContain('msk-serverless-cluster-hour');
    expect(osaka?.missing).toContain('kms-key-month');
  });

  it('counts what it lists', () => {
    for (const { region, prices, missing } of overview.regions) {
      const list = pricesOf(embeddedPrices, region);
      expect(list).toHaveLength(prices);
      const there = new Set(list.map(({ meter }) => meter));
      expect(there.size + missing.length + overview.missingEverywhere.length).toBe(Object.keys(meters).length);
    }
  });
});
