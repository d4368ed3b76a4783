import type { PriceData } from '../domain/cost/price-data.ts';

export interface LoadedPrices {
  readonly data: PriceData;
  /** Where they were saved; undefined for those the product came with. */
  readonly savedAt: string | undefined;
}

/** Where the prices are that estimates use. */
export interface PriceStore {
  /** What was saved last, or what the product came with. */
  readonly load: () => Promise<LoadedPrices>;
  /** Replaces all of it, and says where it is now. */
  readonly save: (data: PriceData) => Promise<string>;
}
