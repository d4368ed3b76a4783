/** Writes prices/price-book.json from a directory with the collected msk.json and ec2.json. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { priceDataText } from '../../src/adapters/prices/price-data-text.ts';
import { convertPrices } from './convert.ts';
import type { Ec2Original, MskOriginal } from './originals.ts';

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('name the directory with the collected msk.json and ec2.json');

const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(path.join(directory, file), 'utf8'));
const target = path.join(import.meta.dirname, '..', '..', 'prices', 'price-book.json');
const data = convertPrices((await read('msk.json')) as MskOriginal, (await read('ec2.json')) as Ec2Original);
const text = priceDataText(data);
await writeFile(target, text);
process.stdout.write(`${path.relative(process.cwd(), target)} ${(text.length / 1000).toFixed(0)} KB\n`);
