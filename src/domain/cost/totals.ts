import { OperationError } from '../errors.ts';
import { type Comparison, estimate } from './estimate.ts';
import type { EstimateOptions } from './options.ts';
import type { PriceBook } from './price-book.ts';
import type { OptionKind } from './sizing.ts';
import type { Workload } from './workload.ts';

/** What each option costs a month, with its cheapest. An option that is refused or lacks a price has no total. */
export interface Totals {
  readonly microUsd: Readonly<Partial<Record<OptionKind, number>>>;
  readonly cheapest: OptionKind | undefined;
}

/**
 * Answers look far beyond what was asked for. Where a bill there is larger than an amount can be, nothing has a total;
 * the workload that was asked for is refused by the estimate itself.
 */
export function totalsOf(workload: Workload, book: PriceBook, options: EstimateOptions): Totals {
  const comparison = estimateUnlessAbsurd(workload, book, options);
  if (comparison === undefined) return { microUsd: {}, cheapest: undefined };
  const { options: estimates, cheapest } = comparison;
  const complete = estimates.flatMap(found =>
    found.kind === 'priced' && found.bill.isComplete ? [[found.option, found.bill.totalMicroUsd] as const] : [],
  );
  return { microUsd: Object.fromEntries(complete), cheapest };
}

function estimateUnlessAbsurd(workload: Workload, book: PriceBook, options: EstimateOptions): Comparison | undefined {
  try {
    return estimate(workload, book, options);
  } catch (error) {
    if (error instanceof OperationError && error.name === 'InputInvalid') return undefined;
    throw error;
  }
}
