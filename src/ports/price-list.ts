import type { RegionOffer } from '../domain/cost/price-refresh.ts';
import type { PriceService } from '../domain/cost/price-service.ts';

/** What a cloud lists for its services, region by region. */
export interface PriceList {
  /**
   * `types` are the EC2 types to look for; MSK's are all taken. Rejects with PricesUnusable where the list cannot be read
   * as one of this service and region, AwsRefused where there is none, AwsUnavailable where nobody answers.
   */
  readonly readOffer: (service: PriceService, region: string, types: readonly string[]) => Promise<RegionOffer>;
}
