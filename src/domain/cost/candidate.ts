import type { Meter } from './meter.ts';
import { paidMetrics } from './monitoring.ts';
import type { EstimateOptions } from './options.ts';
import type { PriceBook } from './price-book.ts';
import type { OptionKind, Refusal, Refused } from './sizing.ts';
import { gibibyte } from './units.ts';
import type { Workload } from './workload.ts';

/** A cluster that would do, and what sets it apart in money from the others. Floats choose; the bill is exact. */
export interface Candidate<Choice> {
  readonly brokers: number;
  readonly usdPerMonth: number;
  readonly choice: Choice;
}

/** The cheapest; at the same cost the one with fewer brokers, then the first. */
export function cheapest<Choice>(candidates: readonly Candidate<Choice>[]): Candidate<Choice> | undefined {
  return candidates.reduce<Candidate<Choice> | undefined>((best, candidate) => {
    if (best === undefined || candidate.usdPerMonth < best.usdPerMonth) return candidate;
    return candidate.usdPerMonth === best.usdPerMonth && candidate.brokers < best.brokers ? candidate : best;
  }, undefined);
}

/** The cheapest; at the same cost the first, as AWS's script goes through its table. */
export function firstCheapest<Choice>(candidates: readonly Candidate<Choice>[]): Candidate<Choice> | undefined {
  return candidates.reduce<Candidate<Choice> | undefined>(
    (best, candidate) => (best === undefined || candidate.usdPerMonth < best.usdPerMonth ? candidate : best),
    undefined,
  );
}

export function usdPerUnit(
  book: PriceBook,
  meter: Meter,
  item: string | undefined,
  region: string,
): number | undefined {
  const price = book.find(meter, item, region);
  return price === undefined ? undefined : Number(price.picoUsdPerUnit) / 1e12;
}

/** A GiB of disk for a month, in the GB of this bill. A missing price is 0 here and missing on the bill. */
export function usdPerGib(book: PriceBook, meter: Meter, region: string, { gigabyte }: EstimateOptions): number {
  return (usdPerUnit(book, meter, undefined, region) ?? 0) * (gigabyte === 'GiB' ? 1 : gibibyte / 1e9);
}

/** What the metrics of so many brokers cost a month. A missing price is 0 here and missing on the bill. */
export function usdOfMetrics(
  option: OptionKind,
  brokers: number,
  workload: Workload,
  book: PriceBook,
  { extras }: EstimateOptions,
): number {
  const { count } = paidMetrics(option, brokers, workload, extras);
  return count === 0 ? 0 : count * (usdPerUnit(book, 'cloudwatch-metric-month', undefined, workload.region) ?? 0);
}

export function isAllowed(type: string, options: EstimateOptions): boolean {
  return options.constraints.allowedTypes?.includes(type) ?? true;
}

export function brokerQuota(quota: number, { constraints: { maxBrokers, brokers } }: EstimateOptions): number {
  return Math.min(quota, maxBrokers ?? quota, brokers ?? quota);
}

/** As many as were asked for, where they carry the load; else the least that do, for the quota to refuse. */
export function brokersFrom(least: number, { constraints: { brokers = least } }: EstimateOptions): number {
  return Math.max(least, brokers);
}

export function refuse(option: OptionKind, reasons: readonly Refusal[]): Refused {
  return { kind: 'refused', option, reasons };
}

/** No candidate fits: either none has a price in the region, or all need more brokers than may be. */
export function refuseAll(
  option: OptionKind,
  all: readonly Candidate<unknown>[],
  quota: number,
  region: string,
  source: string,
  { constraints: { allowedTypes, maxBrokers, brokers } }: EstimateOptions,
): Refused {
  if (all.length === 0) {
    const what =
      allowedTypes === undefined
        ? `no type has a price in ${region}`
        : `of ${allowedTypes.join(', ')} none is for it with a price in ${region}`;
    return refuse(option, [{ quota: 'price', what, given: 0, allowed: 1, unit: 'prices', source: 'the price list' }]);
  }
  const given = Math.min(...all.map(({ brokers }) => brokers));
  const what = 'brokers of a cluster, with the type that needs the fewest';
  const isAsked = quota === maxBrokers || quota === brokers;
  const allowed = { allowed: quota, unit: 'brokers', source: isAsked ? 'as asked' : source } as const;
  return refuse(option, [{ quota: 'brokers', what, given, ...allowed }]);
}
