import { type Meter, meters } from './meter.ts';

/** Parts of AWS with a price list of their own. Each meter is in the list of one. */
export const priceServices = ['msk', 'ec2', 'data-transfer', 'cloudwatch', 'kms', 'load-balancers'] as const;

export type PriceService = (typeof priceServices)[number];

const meterPrefixes: Readonly<Record<PriceService, RegExp>> = {
  msk: /^msk-/,
  ec2: /^(ec2|ebs)-/,
  'data-transfer': /^inter-az-/,
  cloudwatch: /^cloudwatch-/,
  kms: /^kms-/,
  'load-balancers': /^nlb-/,
};

/** Whether a meter is one of ours, and in the list of the service. */
export function isMeterOf(service: PriceService, meter: string): meter is Meter {
  return meterPrefixes[service].test(meter) && Object.hasOwn(meters, meter);
}
