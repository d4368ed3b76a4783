import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PriceData, priceBookOf } from '../../src/domain/cost/price-data.ts';

/** The prices that the app itself tells costs by. */
export const priceBook = priceBookOf(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../prices/price-book.json'), 'utf8')) as PriceData,
);
