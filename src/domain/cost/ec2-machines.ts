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

/** Big enough for a heap of 5 GiB and some page cache. */
export function isFitForBrokers(machine: Ec2Machine, { factors }: EstimateOptions): boolean {
  return isSteadyAndHas(machine, factors.ec2MinimumMemoryGib, factors.ec2MinimumVirtualCpus);
}

/** KRaft's controllers need 5 GiB of memory and little else. Undefined: no machine that is big enough has a price. */
export function cheapestController(book: PriceBook, options: EstimateOptions, region: string): string | undefined {
  const priced = book.machines
    .filter(machine => isSteadyAndHas(machine, controllerMemoryGib, options.factors.ec2MinimumVirtualCpus))
    .map(({ type }) => ({ type, usd: usdPerUnit(book, ec2Meter(options.commitment), type, region) ?? Infinity }));
  const least = priced.reduce((best, next) => (next.usd < best.usd ? next : best), { type: '', usd: Infinity });
  return least.usd === Infinity ? undefined : least.type;
}

/** A machine that lives on CPU credits is none for a cluster, whatever its size. */
function isSteadyAndHas(machine: Ec2Machine, memoryGib: number, virtualCpus: number): boolean {
  const isBurstable = /^t\d/.test(machine.type);
  return !isBurstable && machine.memoryBytes >= memoryGib * gibibyte && machine.virtualCpus >= virtualCpus;
}
