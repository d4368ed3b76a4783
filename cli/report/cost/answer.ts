import { parseEstimateRequest } from '../../../src/adapters/cost-request/parse-request.ts';
import { type Comparison, estimate } from '../../../src/domain/cost/estimate.ts';
import type { RequestField } from '../../../src/domain/cost/estimate-request.ts';
import type { EstimateOptions } from '../../../src/domain/cost/options.ts';
import type { PriceBook } from '../../../src/domain/cost/price-book.ts';
import { readRequest } from '../../../src/domain/cost/read-request.ts';
import type { OptionKind } from '../../../src/domain/cost/sizing.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import { optionNames } from '../../render/cost-words.ts';
import { type Inputs, parsedTasks, requestOf } from './inputs.ts';

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
    return { kind: 'unanswered', problem: withTasksNamed(error.message, inputs), fields: [...named] };
  }
}

/** Hours are found by their task and option in the table, not by where they stand in a request. */
function withTasksNamed(problem: string, { tasks = '' }: Inputs): string {
  const given = parsedTasks(tasks);
  const names = Array.isArray(given) ? given.map(row => (row as { readonly task?: unknown } | null)?.task) : [];
  return problem.replaceAll(
    /“[^”]*”\.tasks\[(\d+)\]\.hoursPerMonth\.([a-z\d-]+)/g,
    (path, row: string, option: string) => {
      const name = names[Number(row)];
      const where = option in optionNames ? optionNames[option as OptionKind] : option;
      return typeof name === 'string' ? `“${name}, ${where}”` : path;
    },
  );
}
