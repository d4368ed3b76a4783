import type { RegionOffer } from '../domain/cost/price-refresh.ts';

/** What a cloud lists for a service, region by region. */
export interface PriceList {
  /** Rejects with PricesUnusable where the list cannot be read as one of prices of this region. */
  readonly readOffer: (region: string) => Promise<RegionOffer>;
}
