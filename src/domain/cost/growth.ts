import { sumLines } from './bill.ts';
import { sumMicroUsd } from './money.ts';
import type { EstimateOptions } from './options.ts';
import { peopleLines } from './people.ts';
import type { PriceBook } from './price-book.ts';
import { type OptionKind, optionKinds } from './sizing.ts';
import { type Totals, totalsOf } from './totals.ts';
import { scaled, type Workload } from './workload.ts';

export interface GrownOption {
  readonly option: OptionKind;
  /** Of the months that have a total. */
  readonly totalMicroUsd: number;
  /** The same, in parts of twelve months each. */
  readonly yearsMicroUsd: readonly number[];
  /** People in these months: beside the total, or in it where the estimate was told to count them. */
  readonly peopleMicroUsd: number;
  /** Month, from 0, from which on the option cannot carry the load, lacks a price or costs more than can be counted. */
  readonly endsInMonth: number | undefined;
}

export interface Growth {
  readonly months: readonly Totals[];
  readonly options: readonly GrownOption[];
  /** Of the options that last to the end. */
  readonly cheapest: OptionKind | undefined;
  readonly notes: readonly string[];
}

/** Three years, each month sized and priced anew for the rates it has grown to. */
export function threeYearTotal(workload: Workload, book: PriceBook, options: EstimateOptions, monthCount = 36): Growth {
  const { growthPerMonth } = workload;
  const first = totalsOf(workload, book, options);
  const months = Array.from({ length: monthCount }, (_, month) =>
    growthPerMonth === 0 || month === 0
      ? first
      : totalsOf(scaled(workload, (1 + growthPerMonth) ** month), book, options),
  );
  const grown = optionKinds
    .filter(option => options.constraints.allowedOptions.includes(option))
    .map(option => grownOption(option, months, options));
  const lasting = grown.filter(({ endsInMonth }) => endsInMonth === undefined);
  return {
    months,
    options: grown,
    cheapest: lasting.reduce<GrownOption | undefined>(
      (best, next) => (best === undefined || next.totalMicroUsd < best.totalMicroUsd ? next : best),
      undefined,
    )?.option,
    notes: [
      `rates grow by ${Number((growthPerMonth * 100).toFixed(6))} % a month; partitions, retention and prices stay`,
      'each month has the cluster that is cheapest for it: what moving between types takes is not counted',
      `people ${options.people.inTotals ? 'are in these totals' : 'are beside these totals'}, the same hours each month`,
    ],
  };
}

function grownOption(option: OptionKind, months: readonly Totals[], { people }: EstimateOptions): GrownOption {
  const amounts: number[] = [];
  let totalMicroUsd = 0;
  for (const { microUsd } of months) {
    const amount = microUsd[option];
    // Both are whole and safe, so their sum tells reliably whether it is.
    if (amount === undefined || !Number.isSafeInteger(totalMicroUsd + amount)) break;
    amounts.push(amount);
    totalMicroUsd += amount;
  }
  const peopleOfMonth = sumLines(peopleLines(option, people.tasks, people.usdPerHour));
  return {
    option,
    totalMicroUsd,
    yearsMicroUsd: Array.from({ length: Math.ceil(months.length / 12) }, (_, year) =>
      sumMicroUsd(amounts.slice(year * 12, (year + 1) * 12)),
    ),
    peopleMicroUsd: sumMicroUsd(amounts.map(() => peopleOfMonth)),
    endsInMonth: amounts.length === months.length ? undefined : amounts.length,
  };
}
