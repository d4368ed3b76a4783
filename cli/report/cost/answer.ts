import { parseEstimateRequest } from '../../../src/adapters/cost-request/parse-request.ts';
import { type Comparison, estimate } from '../../../src/domain/cost/estimate.ts';
import type { RequestField } from '../../../src/domain/cost/estimate-request.ts';
import type { EstimateOptions } from '../../../src/domain/cost/options.ts';
import type { PriceBook } from '../../../src/domain/cost/price-book.ts';
import { readRequest } from '../../../src/domain/cost/read-request.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import { type Inputs, requestOf } from './inputs.ts';

export interface Answered {
  readonly kind: 'answered';
  readonly comparison: Comparison;
  readonly options: EstimateOptions;
  readonly assumed: readonly string[];
}

export interface Unanswered {
  readonly kind: 'unanswered';
  readonly problem: string;
  /** Those whose text cannot be used. */
  readonly fields: readonly string[];
}

export type Answer = Answered | Unanswered;

/** What the inputs cost, by the same door and the same model as the command line's. */
export function answerOf(inputs: Inputs, book: PriceBook, labelOf: (field: string) => string): Answer {
  const named = new Set<string>();
  const nameOf = (field: RequestField): string => {
    named.add(field);
    return `“${labelOf(field)}”`;
  };
  try {
    const request = parseEstimateRequest(requestOf(inputs), nameOf);
    named.clear();
    const { workload, options, assumed } = readRequest(request, book, nameOf);
    // What it named are assumptions; the estimate itself knows no fields.
    named.clear();
    return { kind: 'answered', comparison: estimate(workload, book, options), options, assumed };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return { kind: 'unanswered', problem: error.message, fields: [...named] };
  }
}
