import type { PriceData } from '../domain/cost/price-data.ts';

/** Where the prices are that estimates use. */
export interface PriceStore {
  /** What was saved last, or what the product came with. */
  readonly load: () => Promise<PriceData>;
  /** Replaces all of it, and says where it is now. */
  readonly save: (data: PriceData) => Promise<string>;
}
