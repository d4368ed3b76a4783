import { describe, expect, it } from 'vitest';
import { bulkPriceList } from '../../../../src/adapters/prices/bulk-price-list.ts';
import { offerFile, offerProducts } from '../../../builders/price-offer.ts';
import { mirror } from './price-list-mirror.ts';

const never = new AbortController().signal;

describe('the bulk price list', () => {
  it('asks for the file of one region, also behind a path', async () => {
    const asked: string[] = [];
    const endpoint = await mirror((path, response) => {
      asked.push(path);
      response.end(JSON.stringify(offerFile(offerProducts('eu-west-1'))));
    });
    const { region, unknownUsageTypes } = await bulkPriceList(`${endpoint}/mirror/`, never).readOffer('eu-west-1');
    expect({ region, unknownUsageTypes }).toEqual({ region: 'eu-west-1', unknownUsageTypes: [] });
    expect(asked).toEqual(['/mirror/offers/v1.0/aws/AmazonMSK/current/eu-west-1/index.json']);
  });

  it.each<[string, number, string, object]>([
    ['AWS lists nothing', 404, '', { name: 'AwsRefused', retryable: false }],
    ['AWS is busy', 503, '', { name: 'AwsUnavailable', retryable: true }],
    ['AWS throttles', 429, '', { name: 'AwsUnavailable', retryable: true }],
    ['the answer is a page', 200, '<html>', { name: 'PricesUnusable' }],
  ])('fails in one line where %s', async (_what, status, body, error) => {
    const endpoint = await mirror((_path, response) => response.writeHead(status).end(body));
    await expect(bulkPriceList(endpoint, never).readOffer('eu-west-1')).rejects.toMatchObject(error);
  });

  it('fails as unavailable where the connection breaks', async () => {
    const endpoint = await mirror((_path, response) => response.destroy());
    await expect(bulkPriceList(endpoint, never).readOffer('eu-west-1')).rejects.toMatchObject({
      name: 'AwsUnavailable',
    });
  });

  it('fails where somebody sends without end', async () => {
    const part = Buffer.alloc(1_000_000, 32);
    const endpoint = await mirror((_path, response) => {
      const send = (): void => {
        while (!response.destroyed && response.write(part));
      };
      response.on('drain', send);
      send();
    });
    await expect(bulkPriceList(endpoint, never).readOffer('eu-west-1')).rejects.toMatchObject({
      name: 'PricesUnusable',
      message: expect.stringContaining('larger than 20 MB') as string,
    });
  });

  it.each(['nonsense', 'ftp://mirror', 'http://user:secret@mirror'])('refuses %s as its address', endpoint => {
    expect(() => bulkPriceList(endpoint, never)).toThrow(
      expect.objectContaining({ name: 'ConfigurationInvalid' }) as Error,
    );
    expect(() => bulkPriceList(endpoint, never)).not.toThrow('secret');
  });
});
