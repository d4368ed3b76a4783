import { usdPerUnit } from './candidate.ts';
import type { Meter } from './meter.ts';
import type { Commitment, EstimateOptions } from './options.ts';
import type { Ec2Machine, PriceBook } from './price-book.ts';
import { gibibyte } from './units.ts';

const controllerMemoryGib = 5;

const meterOf = {
  'on-demand': 'ec2-instance-hour',
  '1-year': 'ec2-instance-hour-1-year',
  '3-year': 'ec2-instance-hour-3-year',
} as const satisfies Record<Commitment, Meter>;

export function ec2Meter(commitment: Commitment): Meter {
  return meterOf[commitment];
}

/** Big enough for a heap of 5 GiB and some page cache, and not living on CPU credits. */
export function isFitForBrokers(machine: Ec2Machine, { factors }: EstimateOptions): boolean {
  return (
    !isBurstable(machine.type) &&
    machine.memoryBytes >= factors.ec2MinimumMemoryGib * gibibyte &&
    machine.virtualCpus >= factors.ec2MinimumVirtualCpus
  );
}

/** KRaft's controllers need 5 GiB of memory and little else. Undefined: the region has no price for any. */
export function cheapestController(book: PriceBook, options: EstimateOptions, region: string): string | undefined {
  const priced = book.machines
    .filter(({ type, memoryBytes }) => !isBurstable(type) && memoryBytes >= controllerMemoryGib * gibibyte)
    .map(({ type }) => ({ type, usd: usdPerUnit(book, ec2Meter(options.commitment), type, region) ?? Infinity }));
  const least = priced.reduce((best, next) => (next.usd < best.usd ? next : best), { type: '', usd: Infinity });
  return least.usd === Infinity ? undefined : least.type;
}

function isBurstable(type: string): boolean {
  return /^t\d/.test(type);
}
