import embedded from '../../../prices/price-book.json' with { type: 'json' };
import type { PriceData } from '../../domain/cost/price-data.ts';

/** The prices that come with the product; a bundle has them in it. A test checks them, so nobody has to when it starts. */
export const embeddedPrices = embedded as unknown as PriceData;
