import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCsvLine } from '../../../../src/adapters/prices/csv-line.ts';
import { readOfferCsv } from '../../../../src/adapters/prices/offer-csv.ts';
import { textLines } from '../../../../src/adapters/prices/text-lines.ts';
import { cellsOf, csvLine, offerCsv } from '../../../builders/price-list-forms.ts';
import { type OfferProduct, offerProducts } from '../../../builders/price-offer.ts';

const question = {
  service: 'ec2',
  region: 'eu-west-1',
  types: ['m7g.large'],
  where: 'http://127.0.0.1/index.csv',
} as const;
const products = offerProducts('eu-west-1', 'ec2');
const machine = products.find(({ sku, lease }) => sku === 'SKU.m7g.large' && lease === undefined)!;
const unclosed = () => new Error('a line without end');

async function* partsOf(text: string, sizes: readonly number[] = [4_096]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0, at = 0; from < bytes.length; at += 1) {
    const size = sizes[at % sizes.length]!;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

const read = async (text: string) => await readOfferCsv(textLines(partsOf(text), unclosed), question);
const withLines = (...lines: readonly OfferProduct[]) => offerCsv([...products, ...lines]);

describe('an offer file in CSV', () => {
  it('gives a throughput that is listed by the GiB/s by the MiB/s', async () => {
    expect(products).toContainEqual(expect.objectContaining({ unit: 'GiBps-mo' }));
    const { prices } = await read(offerCsv(products));
    expect(prices['ebs-gp3-mibps-month']).toBe('0.044');
  });

  it('passes over licences, shared reservations, other terms, Local Zones and types nobody asked for', async () => {
    const others = [
      { ...machine, attributes: { ...machine.attributes, operation: 'RunInstances:0002' } },
      { ...machine, attributes: { ...machine.attributes, usagetype: 'EU-DedicatedUsage:m7g.large' } },
      { ...machine, attributes: { ...machine.attributes, locationType: 'AWS Local Zone' } },
      { ...machine, attributes: { ...machine.attributes, usagetype: 'EU-BoxUsage:m7g.metal' } },
    ].map(product => ({ ...product, usd: '99' }));
    const upfront = cellsOf({ ...machine, lease: '1yr', usd: '99' }).map(cell =>
      cell === 'No Upfront' ? 'All Upfront' : cell,
    );
    const { prices } = await read(`${withLines(...others)}${csvLine(upfront)}\n`);
    expect(prices['ec2-instance-hour']).toEqual({ 'm7g.large': '0.091' });
    expect(JSON.stringify(prices)).not.toContain('99');
  });

  it('reads a last line without an end, and one that ends as on Windows', async () => {
    expect(await read(offerCsv(products).trimEnd())).toEqual(await read(offerCsv(products).replaceAll('\n', '\r\n')));
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'it ends before its first price'],
    ['a page', '<html>\n</html>\n', 'it ends before its first price'],
    ['another service', offerCsv(products).replace('"AmazonEC2"', '"AmazonS3"'), 'it is no price list of AmazonEC2'],
    ['no currencies', offerCsv(products).replace('"Currency"', '"Coin"'), 'it has no column Currency'],
    ['half a line', offerCsv([machine]).slice(0, -15), 'line 7 has not the 21 columns'],
    ['another unit', withLines({ ...machine, unit: 'Days' }), 'is in Days; hour was expected'],
    ['another currency', withLines({ ...machine, currency: 'CNY' }), 'is priced in CNY'],
    ['two prices', withLines({ ...machine, usd: '9' }), 'has two prices'],
    [
      'another region',
      withLines({ ...machine, attributes: { ...machine.attributes, regionCode: 'us-west-2' } }),
      'of us-west-2, not of eu-west-1',
    ],
  ])('is refused with %s', async (_what, text, problem) => {
    await expect(read(text)).rejects.toMatchObject({
      name: 'PricesUnusable',
      message: expect.stringContaining(problem) as string,
    });
  });
});

describe('lines of CSV', () => {
  it('are split into the cells they were written of', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ' ', 'é', '1') });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), cells => {
        expect(splitCsvLine(csvLine(cells))).toEqual(cells);
      }),
    );
  });

  it.each(['"a', '"a","b', '"a"b,c', '"'])('are none where a quote is not closed, as in %s', line => {
    expect(splitCsvLine(line)).toBeUndefined();
  });

  it('are the same however the text arrives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '😀', ' ') }), { minLength: 1 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        async (lines, sizes) => {
          const found: string[] = [];
          for await (const line of textLines(partsOf(`${lines.join('\n')}\n`, sizes), unclosed)) found.push(line);
          expect(found).toEqual(lines);
        },
      ),
    );
  });
});
