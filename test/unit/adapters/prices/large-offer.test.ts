import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { offerCsv } from '../../../builders/price-list-forms.ts';
import { offerProducts } from '../../../builders/price-offer.ts';
import { mirror } from './price-list-mirror.ts';

const listMegabytes = 400;
const heapMegabytes = 32;
const processMegabytes = 256;

const bulk = pathToFileURL(resolve('src/adapters/prices/bulk-price-list.ts')).href;
const program = (endpoint: string) => `
  const { bulkPriceList } = await import(${JSON.stringify(bulk)});
  const list = bulkPriceList(${JSON.stringify(endpoint)}, new AbortController().signal, { sleep: async () => undefined });
  const { prices } = await list.readOffer('ec2', 'eu-west-1', ['m7g.large']);
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ machines: prices['ec2-instance-hour'], peakMegabytes }));`;

describe('a list of 400 MB', () => {
  it(`is read with a heap of ${heapMegabytes} MB, in a process below ${processMegabytes} MB`, async () => {
    const text = offerCsv(offerProducts('eu-west-1', 'ec2'));
    // Most lines are of machines with licences, and so are these.
    const lines = text
      .split('\n')
      .slice(6)
      .filter(line => line.includes('BoxUsage:'));
    const licensed = Buffer.from(`${lines.join('\n').replaceAll('"RunInstances"', '"RunInstances:0002"')}\n`);
    const endpoint = await mirror((_path, response) => {
      let left = Math.ceil((listMegabytes * 1e6) / licensed.length);
      response.write(text);
      const send = (): void => {
        while (left > 0) {
          left -= 1;
          if (!response.write(licensed)) return;
        }
        response.end();
      };
      response.on('drain', send);
      send();
    });
    const flags = [`--max-old-space-size=${heapMegabytes}`, '--input-type=module', '--eval', program(endpoint)];
    const { stdout } = await promisify(execFile)(process.execPath, flags);
    const { machines, peakMegabytes } = JSON.parse(stdout) as { machines: object; peakMegabytes: number };
    expect(machines).toEqual({ 'm7g.large': '0.091' });
    expect(peakMegabytes).toBeLessThan(processMegabytes);
  }, 60_000);
});
