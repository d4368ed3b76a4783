import { bisect, type Change } from './bisect.ts';
import { type InputId, inputOf } from './inputs.ts';
import type { EstimateOptions } from './options.ts';
import type { PriceBook } from './price-book.ts';
import type { OptionKind } from './sizing.ts';
import { type Totals, totalsOf } from './totals.ts';
import type { Workload } from './workload.ts';

export interface CurvePoint extends Totals {
  readonly value: number;
}

export interface Curve {
  readonly input: InputId;
  readonly points: readonly CurvePoint[];
  /** Where another option becomes the cheapest, from the least value up. */
  readonly breakEvens: readonly Change<OptionKind | undefined>[];
}

export interface CurveRange {
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

/** What every option costs while one input goes from one value to another, in steps of equal proportion. */
export function costCurve(
  input: InputId,
  workload: Workload,
  book: PriceBook,
  options: EstimateOptions,
  range: CurveRange = rangeAround(input, workload),
): Curve {
  const { at, unit } = inputOf(input);
  const totalsAt = (value: number) => totalsOf(at(workload, value), book, options);
  const points = valuesOf(range, unit === 'partitions').map(value => ({ value, ...totalsAt(value) }));
  const breakEvens = points.slice(1).flatMap((point, index) => {
    const before = points[index]!;
    if (before.cheapest === point.cheapest) return [];
    return [bisect(before.value, point.value, value => totalsAt(value).cheapest, unit === 'partitions')];
  });
  return { input, points, breakEvens };
}

/** A thirtieth to thirty times of what the workload has, as far as that exists. */
export function rangeAround(input: InputId, workload: Workload): CurveRange {
  const { value, least, most } = inputOf(input);
  const middle = Math.min(most, Math.max(least, value(workload)));
  return { from: Math.max(least, middle / 30), to: Math.min(most, middle * 30), points: 31 };
}

function valuesOf({ from, to, points }: CurveRange, isWhole: boolean): number[] {
  const steps = Math.max(1, points - 1);
  const values = Array.from({ length: steps + 1 }, (_, step) => {
    const value = from * (to / from) ** (step / steps);
    return isWhole ? Math.round(value) : value;
  });
  return [...new Set(values)];
}
