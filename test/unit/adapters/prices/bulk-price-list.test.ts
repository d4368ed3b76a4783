import { afterEach, describe, expect, it } from 'vitest';
import { bulkPriceList } from '../../../../src/adapters/prices/bulk-price-list.ts';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { compareOffer } from '../../../../src/domain/cost/price-refresh.ts';
import { type FileFault, type OfferFilesOptions, startOfferFilesEdge } from '../../../aws/offer-files-edge.ts';
import { offerProducts } from '../../../builders/price-offer.ts';
import { definePriceListContract } from '../../../contracts/price-list.contract.ts';
import { fileOf, productsOffered } from './offered-files.ts';
import { mirror } from './price-list-mirror.ts';

const never = new AbortController().signal;
const pauses: number[] = [];
const options = { sleep: async (ms: number) => void pauses.push(ms), idleMs: 60_000 };
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  pauses.length = 0;
});

const types = embeddedPrices.machines.map(({ type }) => type);

async function edgeOf(files: ReadonlyMap<string, string>, given: OfferFilesOptions = {}, faults: FileFault[] = []) {
  const edge = await startOfferFilesEdge(files, given);
  edge.faults.push(...faults);
  stops.push(edge.stop);
  return edge;
}

const ec2 = fileOf('ec2', 'eu-west-1', offerProducts('eu-west-1', 'ec2'));

async function readEc2(given: OfferFilesOptions, faults: FileFault[], idleMs = 60_000) {
  const edge = await edgeOf(new Map([ec2]), given, faults);
  const offer = bulkPriceList(edge.endpoint, never, { ...options, idleMs }).readOffer('ec2', 'eu-west-1', types);
  return { edge, offer };
}

definePriceListContract('the bulk files', async offered => {
  const files = offered.map(list => fileOf(list.service, list.region, productsOffered(list)));
  const busy = offered
    .filter(({ state }) => state === 'busy')
    .map((list): string => fileOf(list.service, list.region, [])[0]);
  const edge = await edgeOf(new Map(files));
  const endpoint = await mirror((path, response) => {
    if (busy.includes(path)) response.writeHead(503).end();
    else
      void fetch(edge.endpoint + path).then(async answer => response.writeHead(answer.status).end(await answer.text()));
  });
  return bulkPriceList(endpoint, never, options);
});

describe('the bulk price list', () => {
  it('asks for the file of one service and region, also behind a path', async () => {
    const [path, text] = fileOf('msk', 'eu-west-1', offerProducts('eu-west-1'));
    const edge = await edgeOf(new Map([[`/mirror${path}`, text]]));
    const list = bulkPriceList(`${edge.endpoint}/mirror/`, never, options);
    expect(await list.readOffer('msk', 'eu-west-1', [])).toMatchObject({ region: 'eu-west-1', unknownUsageTypes: [] });
    expect(path).toBe('/offers/v1.0/aws/AmazonMSK/current/eu-west-1/index.json');
    expect(edge.requests).toEqual([{ path: `/mirror${path}`, range: undefined }]);
  });

  it.each<[string, OfferFilesOptions]>([
    ['plain', {}],
    ['compressed', { isCompressed: true }],
    ['without a tag of its edition', { etag: undefined }],
  ])('reads the machines and disks of a region, %s', async (_what, given) => {
    const { offer } = await readEc2(given, []);
    expect(compareOffer(embeddedPrices, await offer)).toMatchObject({ changes: [] });
  });

  it('goes on where the connection broke', async () => {
    const cut = { kind: 'cut', afterBytes: 10_000 } as const;
    const { edge, offer } = await readEc2({}, [cut, { kind: 'answer', status: 503 }, cut]);
    expect(compareOffer(embeddedPrices, await offer)).toMatchObject({ changes: [] });
    expect(edge.requests.map(({ range }) => range)).toEqual([
      undefined,
      'bytes=10000-',
      'bytes=10000-',
      'bytes=20000-',
    ]);
    expect(pauses).toEqual([500, 1_000, 2_000]);
  });

  it.each<[string, OfferFilesOptions]>([
    ['knows no ranges', { acceptsRanges: false }],
    ['compresses, so that places are others', { isCompressed: true }],
  ])('passes over what it has where the server %s', async (_what, given) => {
    const { edge, offer } = await readEc2(given, [{ kind: 'cut', afterBytes: 5_001 }]);
    expect(compareOffer(embeddedPrices, await offer)).toMatchObject({ changes: [] });
    expect(edge.requests).toHaveLength(2);
  });

  it('goes on where nothing came for a while', async () => {
    const { edge, offer } = await readEc2({}, [{ kind: 'stall', afterBytes: 1_000 }], 100);
    expect(compareOffer(embeddedPrices, await offer)).toMatchObject({ changes: [] });
    expect(edge.requests).toHaveLength(2);
  });

  it('fails where the list was replaced in the middle', async () => {
    const edge = await edgeOf(new Map([ec2]), {}, [{ kind: 'cut', afterBytes: 10_000 }]);
    const list = bulkPriceList(edge.endpoint, never, {
      ...options,
      sleep: async () => void (edge.state.etag = '"second"'),
    });
    await expect(list.readOffer('ec2', 'eu-west-1', types)).rejects.toMatchObject({
      name: 'AwsUnavailable',
      message: expect.stringContaining('was replaced while it was read') as string,
    });
  });

  it('fails where a list without a tag breaks in the middle: nobody knows whether the rest fits', async () => {
    const { offer } = await readEc2({ etag: undefined }, [{ kind: 'cut', afterBytes: 10_000 }]);
    await expect(offer).rejects.toMatchObject({ name: 'AwsUnavailable' });
  });

  it('asks a server three times that is busy from the first', async () => {
    const busy: FileFault = { kind: 'answer', status: 503 };
    const { edge, offer } = await readEc2(
      {},
      Array.from({ length: 9 }, () => busy),
    );
    await expect(offer).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
    expect(edge.requests).toHaveLength(3);
  });

  it('fails after six connections in a row that break', async () => {
    const cut: FileFault = { kind: 'cut', afterBytes: 10 };
    const { edge, offer } = await readEc2(
      {},
      Array.from({ length: 9 }, () => cut),
    );
    await expect(offer).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
    expect(edge.requests).toHaveLength(6);
  });

  it.each<[string, number, string, object]>([
    ['AWS lists nothing', 404, '', { name: 'AwsRefused', retryable: false }],
    ['the answer is a page', 200, '<html>', { name: 'PricesUnusable' }],
    ['the answer ends too early', 200, '{"offerCode":"AmazonMSK","products"', { name: 'PricesUnusable' }],
  ])('fails in one line where %s', async (_what, status, body, error) => {
    const edge = await edgeOf(new Map(), {}, [{ kind: 'answer', status, body }]);
    const list = bulkPriceList(edge.endpoint, never, options);
    await expect(list.readOffer('msk', 'eu-west-1', [])).rejects.toMatchObject(error);
  });

  it('ends at once where somebody interrupts it', async () => {
    const interruption = new AbortController();
    const edge = await edgeOf(new Map([ec2]), {}, [{ kind: 'stall', afterBytes: 1_000 }]);
    const list = bulkPriceList(edge.endpoint, interruption.signal, options);
    const reading = list.readOffer('ec2', 'eu-west-1', types);
    interruption.abort(new Error('interrupted'));
    await expect(reading).rejects.toThrow('interrupted');
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
    await expect(bulkPriceList(endpoint, never, options).readOffer('kms', 'eu-west-1', [])).rejects.toMatchObject({
      name: 'PricesUnusable',
      message: expect.stringContaining('larger than 20 MB') as string,
    });
    await expect(bulkPriceList(endpoint, never, options).readOffer('ec2', 'eu-west-1', [])).rejects.toMatchObject({
      name: 'PricesUnusable',
      message: expect.stringContaining('a line without end') as string,
    });
  });

  it.each(['nonsense', 'ftp://mirror', 'http://user:secret@mirror'])('refuses %s as its address', endpoint => {
    expect(() => bulkPriceList(endpoint, never, options)).toThrow(
      expect.objectContaining({ name: 'ConfigurationInvalid' }) as Error,
    );
    expect(() => bulkPriceList(endpoint, never, options)).not.toThrow('secret');
  });
});
