import { sizeExpressByAwsRule } from './aws-rule-express.ts';
import { sizeStandardByAwsRule } from './aws-rule-standard.ts';
import type { Bill } from './bill.ts';
import { commonNotes, optionNotes } from './notes.ts';
import type { EstimateOptions, SizingModel } from './options.ts';
import type { PriceBook } from './price-book.ts';
import { priceOption } from './price-option.ts';
import { sizeEc2 } from './size-ec2.ts';
import { sizeExpress } from './size-express.ts';
import { sizeServerless } from './size-serverless.ts';
import { sizeStandard } from './size-standard.ts';
import { hasTier, type OptionKind, optionKinds, type Refused, type Sized, type Sizing } from './sizing.ts';
import type { Workload } from './workload.ts';

export interface PricedOption {
  readonly kind: 'priced';
  readonly option: OptionKind;
  readonly sizing: Sized;
  readonly bill: Bill;
  readonly notes: readonly string[];
}

export interface RefusedOption {
  readonly kind: 'refused';
  readonly option: OptionKind;
  readonly sizing: Refused;
}

export type OptionEstimate = PricedOption | RefusedOption;

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
export function estimate(workload: Workload, book: PriceBook, options: EstimateOptions): Comparison {
  const estimates = optionKinds
    .filter(option => options.constraints.allowedOptions.includes(option))
    .map(option => estimateOption(option, workload, book, options));
  return {
    workload,
    model: options.model,
    hoursPerMonth: options.hoursPerMonth,
    dataDate: book.dataDate,
    options: estimates,
    cheapest: cheapestOption(estimates),
    notes: [...commonNotes(workload, book.dataDate, options), ...estimates.flatMap(missingNote)],
  };
}

export function estimateOption(
  option: OptionKind,
  workload: Workload,
  book: PriceBook,
  options: EstimateOptions,
): OptionEstimate {
  const onDisk = hasTier(option) ? workload : { ...workload, localRetentionSeconds: workload.retentionSeconds };
  const sizing = sizeOption(option, onDisk, book, options);
  if (sizing.kind === 'refused') return { kind: 'refused', option, sizing };
  const bill = priceOption(sizing, onDisk, book, options);
  return { kind: 'priced', option, sizing, bill, notes: optionNotes(sizing, workload, options) };
}

function missingNote(found: OptionEstimate): string[] {
  if (found.kind === 'refused' || found.bill.isComplete) return [];
  const missing = found.bill.lines.flatMap(({ kind, what }) => (kind === 'missing' ? [what] : []));
  return [
    `${found.option} has no price for ${missing.join(', ')}: its total lacks them, and it cannot be the cheapest`,
  ];
}

/** The least total; what lacks a price cannot win. */
function cheapestOption(estimates: readonly OptionEstimate[]): OptionKind | undefined {
  const complete = estimates.filter(({ kind }) => kind === 'priced') as readonly PricedOption[];
  return complete
    .filter(({ bill }) => bill.isComplete)
    .reduce<PricedOption | undefined>(
      (best, next) => (best === undefined || next.bill.totalMicroUsd < best.bill.totalMicroUsd ? next : best),
      undefined,
    )?.option;
}

function sizeOption(option: OptionKind, workload: Workload, book: PriceBook, options: EstimateOptions): Sizing {
  const isAws = options.model === 'aws';
  switch (option) {
    case 'msk-standard':
      return isAws ? sizeStandardByAwsRule(workload, book, options) : sizeStandard(workload, book, options);
    case 'msk-express':
      return isAws ? sizeExpressByAwsRule(workload, book, options) : sizeExpress(workload, book, options);
    case 'msk-serverless':
      return sizeServerless(workload, book);
    case 'ec2':
      return sizeEc2(workload, book, options);
  }
}
