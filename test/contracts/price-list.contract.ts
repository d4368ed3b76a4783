import { describe, expect, it } from 'vitest';
import type { MeterPrices } from '../../src/domain/cost/price-data.ts';
import type { PriceService } from '../../src/domain/cost/price-service.ts';
import type { PriceList } from '../../src/ports/price-list.ts';

/** Of a list of a service in a region: what is in it, or why nobody can read it. */
export interface OfferedPrices {
  readonly service: PriceService;
  readonly region: string;
  readonly prices: MeterPrices;
  readonly state?: 'busy' | 'of-another-region' | 'in-another-currency';
}

const offered: readonly OfferedPrices[] = [
  {
    service: 'msk',
    region: 'eu-west-1',
    prices: {
      'msk-standard-broker-hour': { 'kafka.m5.large': '0.234', 'kafka.m7g.large': '0.2275' },
      'msk-express-broker-hour': { 'express.m7g.large': '0.455' },
      'msk-express-data-in-gb': '0.011',
    },
  },
  {
    service: 'ec2',
    region: 'ap-southeast-3',
    prices: {
      'ec2-instance-hour': { 'm7g.large': '0.102', 'm7g.xlarge': '0.204', 'x9.large': '7' },
      'ec2-instance-hour-1-year': { 'm7g.large': '0.0675' },
      'ec2-instance-hour-3-year': { 'm7g.large': '0.04634' },
      'ebs-gp3-gb-month': '0.096',
      'ebs-gp3-iops-month': '0.006',
      'ebs-gp3-mibps-month': '0.048',
      'ebs-snapshot-gb-month': '0.05',
    },
  },
  { service: 'data-transfer', region: 'ap-southeast-3', prices: { 'inter-az-gb': '0.01' } },
  {
    service: 'cloudwatch',
    region: 'eu-west-1',
    prices: {
      'cloudwatch-metric-month': '0.3',
      'cloudwatch-logs-ingested-gb': '0.57',
      'cloudwatch-logs-stored-gb-month': '0.03',
    },
  },
  { service: 'kms', region: 'eu-west-1', prices: { 'kms-key-month': '1' } },
  { service: 'load-balancers', region: 'eu-west-1', prices: { 'nlb-hour': '0.0252', 'nlb-lcu-hour': '0.006' } },
  { service: 'kms', region: 'us-east-1', prices: { 'kms-key-month': '1' }, state: 'busy' },
  { service: 'kms', region: 'us-east-2', prices: { 'kms-key-month': '1' }, state: 'of-another-region' },
  { service: 'kms', region: 'us-west-2', prices: { 'kms-key-month': '1' }, state: 'in-another-currency' },
];

const types = ['m7g.large', 'm7g.xlarge'];

/** What every PriceList does. `makeList` gives one that has what is offered and no more. */
export function definePriceListContract(
  name: string,
  makeList: (offered: readonly OfferedPrices[]) => PriceList | Promise<PriceList>,
): void {
  describe(`${name} as a price list`, () => {
    it.each(offered.filter(({ state, service }) => state === undefined && service !== 'ec2'))(
      'gives every price of $service in $region, exactly',
      async ({ service, region, prices }) => {
        const offer = await (await makeList(offered)).readOffer(service, region, types);
        expect(offer).toMatchObject({ service, region, prices, source: { date: '2026-07-29' } });
        expect(Object.keys(offer.prices).toSorted()).toEqual(Object.keys(prices).toSorted());
        expect(offer.unknownUsageTypes).toEqual([]);
      },
    );

    it('gives machines that were asked for, on demand and reserved, and disks', async () => {
      const { prices } = await (await makeList(offered)).readOffer('ec2', 'ap-southeast-3', types);
      const all = offered.find(({ service }) => service === 'ec2')!.prices;
      expect(prices).toEqual({ ...all, 'ec2-instance-hour': { 'm7g.large': '0.102', 'm7g.xlarge': '0.204' } });
    });

    it('names each list apart, so that no source is taken for another', async () => {
      const list = await makeList(offered);
      const ids = await Promise.all(
        (['msk', 'kms', 'cloudwatch'] as const).map(
          async service => (await list.readOffer(service, 'eu-west-1', [])).sourceId,
        ),
      );
      expect(new Set(ids).size).toBe(3);
      for (const id of ids) expect(id).toMatch(/^price-list-/);
    });

    it('fails as refused where nothing is listed', async () => {
      const list = await makeList(offered);
      await expect(list.readOffer('msk', 'us-gov-east-1', [])).rejects.toMatchObject({
        name: 'AwsRefused',
        retryable: false,
      });
    });

    it('fails as unavailable where nobody has time, after asking more than once', async () => {
      const list = await makeList(offered);
      await expect(list.readOffer('kms', 'us-east-1', [])).rejects.toMatchObject({
        name: 'AwsUnavailable',
        retryable: true,
      });
    });

    it.each([
      ['another region', 'us-east-2'],
      ['another currency', 'us-west-2'],
    ])('refuses prices of %s', async (_what, region) => {
      const list = await makeList(offered);
      await expect(list.readOffer('kms', region, [])).rejects.toMatchObject({ name: 'PricesUnusable' });
    });
  });
}
