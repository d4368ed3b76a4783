import { type Curve, costCurve } from '../domain/cost/curve.ts';
import { type Comparison, estimate } from '../domain/cost/estimate.ts';
import type { EstimateRequest, RequestField } from '../domain/cost/estimate-request.ts';
import { cheapestByCommitment, type Flip, findFlips } from '../domain/cost/flips.ts';
import { type GrownOption, threeYearTotal } from '../domain/cost/growth.ts';
import type { Commitment } from '../domain/cost/options.ts';
import type { PriceBook, PriceSource } from '../domain/cost/price-book.ts';
import { readRequest } from '../domain/cost/read-request.ts';
import type { OptionKind } from '../domain/cost/sizing.ts';
import { type ComparedDuty, compareDuties } from '../domain/duties/all-duties.ts';

export interface CostAnswers {
  /** Which single inputs would change the decision, the nearest first. */
  readonly flips: readonly Flip[];
  /** What every option costs along throughput, retention and fan-out, and where another becomes the cheapest. */
  readonly curves: readonly Curve[];
  readonly cheapestByCommitment: Readonly<Record<Commitment, OptionKind | undefined>>;
  readonly threeYears: {
    readonly options: readonly GrownOption[];
    readonly cheapest: OptionKind | undefined;
    readonly notes: readonly string[];
  };
}

export interface CostReport {
  readonly comparison: Comparison;
  readonly answers: CostAnswers;
  /** Who does what on the options that are compared. */
  readonly operations: readonly ComparedDuty[];
  /** What was not given, and taken to be. */
  readonly assumed: readonly string[];
  /** The sources of the prices on the bills. */
  readonly sources: Readonly<Record<string, PriceSource>>;
}

/** Prices one workload on every option, to the line, and says what would change the decision. Rejects with InputInvalid. */
export function estimateCost(
  request: EstimateRequest,
  book: PriceBook,
  nameOf?: (field: RequestField) => string,
): CostReport {
  const { workload, options, assumed } = readRequest(request, book, nameOf);
  const comparison = estimate(workload, book, options);
  const { options: grown, cheapest, notes } = threeYearTotal(workload, book, options);
  const answers: CostAnswers = {
    flips: findFlips(workload, book, options),
    curves: (['throughput', 'retention', 'fan-out'] as const).map(input => costCurve(input, workload, book, options)),
    cheapestByCommitment: cheapestByCommitment(workload, book, options),
    threeYears: { options: grown, cheapest, notes },
  };
  const operations = compareDuties(options.constraints.allowedOptions);
  return { comparison, answers, operations, assumed, sources: sourcesOf(comparison, book) };
}

function sourcesOf({ options }: Comparison, { sources }: PriceBook): Record<string, PriceSource> {
  const used = options.flatMap(option =>
    option.kind === 'priced' ? option.bill.lines.flatMap(line => (line.kind === 'priced' ? [line.sourceId] : [])) : [],
  );
  return Object.fromEntries(Object.entries(sources).filter(([id]) => used.includes(id)));
}
