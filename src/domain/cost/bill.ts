import type { Meter, MeterUnit } from './meter.ts';
import { meters } from './meter.ts';
import { amountMicroUsd, sumMicroUsd, unitPriceText } from './money.ts';
import type { PriceBook } from './price-book.ts';
import { approximately, type Rational } from './rational.ts';

export type LineId =
  | 'brokers'
  | 'controllers'
  | 'storage'
  | 'controller-storage'
  | 'system-disks'
  | 'provisioned-throughput'
  | 'provisioned-iops'
  | 'tiered-storage'
  | 'tiered-reads'
  | 'data-in'
  | 'data-out'
  | 'cluster'
  | 'partitions'
  | 'cross-zone-producers'
  | 'cross-zone-consumers'
  | 'cross-zone-replication'
  | 'monitoring'
  | 'logs-ingested'
  | 'logs-stored'
  | 'kms'
  | 'snapshots'
  | 'endpoint-hours'
  | 'endpoint-data'
  | 'people';

/** What is to be paid for, before its price is looked up. */
export interface Charge {
  readonly id: LineId;
  readonly what: string;
  readonly formula: string;
  readonly quantity: Rational;
  readonly meter: Meter;
  readonly item?: string;
  /** A model's own constant in place of the list price. */
  readonly priceInstead?: { readonly picoUsdPerUnit: bigint; readonly sourceId: string; readonly date: string };
}

interface LineText {
  readonly id: LineId;
  readonly what: string;
  readonly formula: string;
  /** For display. The amount comes from the exact quantity. */
  readonly quantity: number;
  readonly unit: MeterUnit | 'GB' | 'hour';
}

export type FreeLine = LineText & { readonly kind: 'free'; readonly amountMicroUsd: 0; readonly reason: string };

/** `free`: shown because it costs elsewhere, or nothing of it is used. `missing`: the price list has no price for it, and the total lacks it. */
export type BillLine =
  | (LineText & {
      readonly kind: 'priced';
      readonly unitPriceUsd: string;
      readonly amountMicroUsd: number;
      readonly sourceId: string;
      readonly date: string;
    })
  | FreeLine
  | (LineText & { readonly kind: 'missing'; readonly meter: Meter; readonly item: string | undefined });

/** A month. The total is the sum of its lines. People are beside it unless the estimate was told to count them. */
export interface Bill {
  readonly lines: readonly BillLine[];
  readonly peopleLines: readonly BillLine[];
  readonly totalMicroUsd: number;
  readonly peopleMicroUsd: number;
  /** False when a line's price is missing. */
  readonly isComplete: boolean;
}

export function billLine(charge: Charge, book: PriceBook, region: string): BillLine {
  const { id, what, formula, meter, item } = charge;
  const text = { id, what, formula, quantity: approximately(charge.quantity), unit: meters[meter] };
  const price = charge.priceInstead ?? book.find(meter, item, region);
  if (price === undefined) {
    return charge.quantity.numerator === 0n
      ? { ...text, kind: 'free', amountMicroUsd: 0, reason: 'nothing of it is used' }
      : { ...text, kind: 'missing', meter, item };
  }
  return {
    ...text,
    kind: 'priced',
    unitPriceUsd: unitPriceText(price.picoUsdPerUnit),
    amountMicroUsd: amountMicroUsd(charge.quantity, price.picoUsdPerUnit),
    sourceId: price.sourceId,
    date: price.date,
  };
}

export function sumLines(lines: readonly BillLine[]): number {
  return sumMicroUsd(lines.map(line => (line.kind === 'missing' ? 0 : line.amountMicroUsd)));
}
