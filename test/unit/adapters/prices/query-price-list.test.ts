import { PricingClient, type PricingClientConfig } from '@aws-sdk/client-pricing';
import { afterEach, describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { pricingRegionNear, queryPriceList } from '../../../../src/adapters/prices/query-price-list.ts';
import { compareOffer } from '../../../../src/domain/cost/price-refresh.ts';
import { priceServices } from '../../../../src/domain/cost/price-service.ts';
import { startPricingEdge } from '../../../aws/pricing-edge.ts';
import { productTexts } from '../../../builders/price-list-forms.ts';
import { offerProducts } from '../../../builders/price-offer.ts';
import { definePriceListContract, type OfferedPrices } from '../../../contracts/price-list.contract.ts';
import { productsOffered } from './offered-files.ts';
import { mirror } from './price-list-mirror.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const types = embeddedPrices.machines.map(({ type }) => type);
const ec2Texts = productTexts(offerProducts('eu-west-1', 'ec2'), 'ec2');

async function listOf(texts: readonly string[], pageSize?: number) {
  const edge = await startPricingEdge(texts, { pageSize });
  const pauses: number[] = [];
  const client = new PricingClient(edge.clientConfig);
  stops.push(edge.stop, () => client.destroy());
  return { edge, pauses, list: queryPriceList(client, async ms => void pauses.push(ms)) };
}

definePriceListContract('GetProducts', async offered => {
  const textsOf = (lists: readonly OfferedPrices[]) =>
    lists.flatMap(list => productTexts(productsOffered(list), list.service));
  const { edge, list } = await listOf(textsOf(offered));
  // What is asked for by region is of that region, unless AWS errs.
  const astray = JSON.stringify({ PriceList: textsOf(offered.filter(({ state }) => state === 'of-another-region')) });
  const elsewhere = {
    'of-another-region': await mirror((_path, response) => response.end(astray)),
    busy: await mirror((_path, response) => response.writeHead(500).end()),
  };
  return {
    readOffer: async (service, region, asked) => {
      const state = offered.find(each => each.service === service && each.region === region)?.state;
      if (state !== 'busy' && state !== 'of-another-region') return await list.readOffer(service, region, asked);
      const client = clientOf({ ...edge.clientConfig, endpoint: elsewhere[state] });
      return await queryPriceList(client, async () => undefined).readOffer(service, region, asked);
    },
  };
});

function clientOf(config: PricingClientConfig): PricingClient {
  const client = new PricingClient(config);
  stops.push(() => client.destroy());
  return client;
}

describe('the price list by GetProducts', () => {
  it.each(priceServices)('reads %s into the prices it was made of, page by page', async service => {
    const { edge, list } = await listOf(productTexts(offerProducts('us-east-1', service), service), 7);
    const offer = await list.readOffer(service, 'us-east-1', types);
    expect(compareOffer(embeddedPrices, offer).changes).toEqual([]);
    expect(edge.pages.every(({ maxResults }) => maxResults === 100)).toBe(true);
  });

  it('asks again where AWS throttles, and gives up in the end', async () => {
    const { edge, list, pauses } = await listOf(ec2Texts);
    edge.faults.add({ kind: 'throttle', times: 2 });
    expect(Object.keys((await list.readOffer('ec2', 'eu-west-1', types)).prices)).toHaveLength(7);
    expect(pauses).toEqual([1_000, 2_000]);
    edge.faults.add({ kind: 'throttle', times: 5 });
    await expect(list.readOffer('ec2', 'eu-west-1', types)).rejects.toMatchObject({
      name: 'AwsUnavailable',
      retryable: true,
    });
  });

  it('says which action is to be allowed', async () => {
    const { edge, list } = await listOf(ec2Texts);
    edge.faults.add({ kind: 'deny' });
    await expect(list.readOffer('ec2', 'eu-west-1', types)).rejects.toMatchObject({
      name: 'AwsRefused',
      message: expect.stringContaining('allow pricing:GetProducts on *') as string,
    });
  });

  it.each<[string, (texts: string[]) => string[], string, string]>([
    ['ends within a product', texts => texts, 'PricesUnusable', 'is not JSON'],
    [
      'is published anew between two pages',
      ([first, ...rest]) => [first!.replace('20260729211408', '20260730000000'), ...rest],
      'AwsUnavailable',
      'was replaced while it was read',
    ],
    [
      'has no terms',
      ([first, ...rest]) => [first!.replace('"terms"', '"conditions"'), ...rest],
      'PricesUnusable',
      'a product has no terms',
    ],
  ])('fails where a list %s', async (what, alter, name, problem) => {
    const { edge, list } = await listOf(alter([...ec2Texts]));
    if (what === 'ends within a product') {
      const endpoint = await mirror((_path, response) => response.end('{"PriceList":["{\\"product\\":"]}'));
      const cut = queryPriceList(clientOf({ ...edge.clientConfig, endpoint }), async () => undefined);
      await expect(cut.readOffer('ec2', 'eu-west-1', types)).rejects.toMatchObject({ name });
      return;
    }
    await expect(list.readOffer('ec2', 'eu-west-1', types)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(problem) as string,
    });
  });

  it('fails where pages have no end', async () => {
    const { edge } = await listOf([]);
    const endpoint = await mirror((_path, response) => response.end('{"PriceList":[],"NextToken":"again"}'));
    const list = queryPriceList(clientOf({ ...edge.clientConfig, endpoint }), async () => undefined);
    await expect(list.readOffer('kms', 'eu-west-1', [])).rejects.toMatchObject({
      name: 'PricesUnusable',
      message: expect.stringContaining('no end after 200 pages') as string,
    });
  });

  it.each([
    ['eu-west-1', 'eu-central-1'],
    ['me-south-1', 'eu-central-1'],
    ['ap-southeast-3', 'ap-south-1'],
    ['sa-east-1', 'us-east-1'],
    [undefined, 'us-east-1'],
  ])('asks, for somebody in %s, in %s', (region, near) => {
    expect(pricingRegionNear(region)).toBe(near);
  });
});
