import { bisect } from './bisect.ts';
import { type Input, type InputId, inputs } from './inputs.ts';
import { type Commitment, type EstimateOptions } from './options.ts';
import type { PriceBook } from './price-book.ts';
import type { OptionKind } from './sizing.ts';
import { totalsOf } from './totals.ts';
import type { Workload } from './workload.ts';

/** The least turn of one input, one way, that makes another option the cheapest. */
export interface Flip {
  readonly input: InputId;
  readonly what: string;
  readonly unit: Input['unit'];
  readonly from: number;
  readonly to: number;
  /** `to` by `from`: 1.1 is 10 % more. */
  readonly factor: number;
  /** Undefined: from here on no option has a total. */
  readonly cheapest: OptionKind | undefined;
}

// Fine where a flip matters, coarse where it is far.
const factors = [1.02, 1.05, 1.1, 1.2, 1.35, 1.5, 1.75, 2, 2.5, 3, 4, 6, 10, 20, 50, 100];

/** Which single inputs flip the decision, the nearest first; up to a hundredfold either way. */
export function findFlips(workload: Workload, book: PriceBook, options: EstimateOptions): Flip[] {
  return inputs
    .flatMap(input => [flipOf(input, 1, workload, book, options), flipOf(input, -1, workload, book, options)])
    .filter(flip => flip !== undefined)
    .sort((a, b) => Math.abs(Math.log(a.factor)) - Math.abs(Math.log(b.factor)));
}

function flipOf(
  input: Input,
  direction: 1 | -1,
  workload: Workload,
  book: PriceBook,
  options: EstimateOptions,
): Flip | undefined {
  const from = input.value(workload);
  if (from <= 0) return undefined;
  const cheapestAt = (value: number) => totalsOf(input.at(workload, value), book, options).cheapest;
  const now = totalsOf(workload, book, options).cheapest;
  const isWhole = input.unit === 'partitions';
  let near = from;
  for (const factor of factors) {
    const wanted = from * factor ** direction;
    const far = within(isWhole ? roundAway(wanted, direction) : wanted, input);
    if (cheapestAt(far) !== now) {
      const { value, after } = bisect(near, far, value => (value === from ? now : cheapestAt(value)), isWhole);
      const { id, what, unit } = input;
      return { input: id, what, unit, from, to: value, factor: value / from, cheapest: after };
    }
    if (far !== wanted && !isWhole) return undefined;
    near = far;
  }
  return undefined;
}

function within(value: number, { least, most }: Input): number {
  return Math.min(most, Math.max(least, value));
}

function roundAway(value: number, direction: 1 | -1): number {
  return direction === 1 ? Math.ceil(value) : Math.floor(value);
}

/** Which option is the cheapest under each commitment: the one input that is no number. */
export function cheapestByCommitment(
  workload: Workload,
  book: PriceBook,
  options: EstimateOptions,
): Readonly<Record<Commitment, OptionKind | undefined>> {
  const under = (commitment: Commitment) => totalsOf(workload, book, { ...options, commitment }).cheapest;
  return { 'on-demand': under('on-demand'), '1-year': under('1-year'), '3-year': under('3-year') };
}
