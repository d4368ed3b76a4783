import { estimate } from './estimate.ts';
import type { EstimateOptions } from './options.ts';
import type { PriceBook } from './price-book.ts';
import type { OptionKind } from './sizing.ts';
import type { Workload } from './workload.ts';

/** What each option costs a month, with its cheapest. An option that is refused or lacks a price has no total. */
export interface Totals {
  readonly microUsd: Readonly<Partial<Record<OptionKind, number>>>;
  readonly cheapest: OptionKind | undefined;
}

export function totalsOf(workload: Workload, book: PriceBook, options: EstimateOptions): Totals {
  const { options: estimates, cheapest } = estimate(workload, book, options);
  const complete = estimates.flatMap(found =>
    found.kind === 'priced' && found.bill.isComplete ? [[found.option, found.bill.totalMicroUsd] as const] : [],
  );
  return { microUsd: Object.fromEntries(complete), cheapest };
}
