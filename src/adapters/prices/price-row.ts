import type { PriceService } from '../../domain/cost/price-service.ts';

/** One price, as every form of the Price List can be brought to. Texts are empty where the list tells nothing. */
export interface PriceRow {
  readonly usageType: string;
  readonly operation: string;
  readonly region: string;
  readonly locationType: string;
  /** Size of an MSK broker. */
  readonly computeFamily: string;
  /** `OnDemand` or `Reserved`. */
  readonly term: string;
  /** Of reserved prices: `1yr` or `3yr`, such as `No Upfront`, `standard` or `convertible`. */
  readonly lease: string;
  readonly purchaseOption: string;
  readonly offeringClass: string;
  readonly unit: string;
  /** The quantity from which the price is charged. */
  readonly beginRange: string;
  readonly currency: string;
  readonly price: string;
}

/** The codes of the services in the Price List. */
export const offerCodes = {
  msk: 'AmazonMSK',
  ec2: 'AmazonEC2',
  'data-transfer': 'AWSDataTransfer',
  cloudwatch: 'AmazonCloudWatch',
  kms: 'awskms',
  'load-balancers': 'AWSELB',
} as const satisfies Record<PriceService, string>;
