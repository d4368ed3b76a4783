import type { Bill } from './bill.ts';
import type { EstimateOptions, SizingModel } from './options.ts';
import type { PriceBook } from './price-book.ts';
import type { OptionKind, Sizing } from './sizing.ts';
import type { Workload } from './workload.ts';

export type OptionEstimate =
  | {
      readonly kind: 'priced';
      readonly option: OptionKind;
      readonly sizing: Extract<Sizing, { kind: 'sized' }>;
      readonly bill: Bill;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'refused'; readonly option: OptionKind; readonly sizing: Extract<Sizing, { kind: 'refused' }> };

export interface Comparison {
  readonly workload: Workload;
  readonly model: SizingModel;
  readonly hoursPerMonth: number;
  readonly dataDate: string;
  /** In the order of `optionKinds`, each priced or refused. */
  readonly options: readonly OptionEstimate[];
  /** Of the options with a complete bill. */
  readonly cheapest: OptionKind | undefined;
  /** Every assumption that stands behind the figures. */
  readonly notes: readonly string[];
}

/** Sizes and prices one workload on every option that the constraints allow. */
export type Estimate = (workload: Workload, book: PriceBook, options: EstimateOptions) => Comparison;
