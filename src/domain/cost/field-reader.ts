import type { RequestField } from './estimate-request.ts';
import type { Read } from './quantities.ts';

/** Reads fields one after another and keeps what is wrong with them. */
export interface FieldReader {
  readonly problems: readonly string[];
  readonly name: (field: RequestField) => string;
  readonly take: <G, T, D>(
    field: RequestField,
    given: G | undefined,
    reading: (given: G) => Read<T>,
    otherwise: D,
  ) => T | D;
  readonly expect: (field: RequestField, holds: boolean, problem: () => string) => void;
}

export function startReading(name: FieldReader['name']): FieldReader {
  const problems: string[] = [];
  return {
    problems,
    name,
    take: (field, given, reading, otherwise) => {
      if (given === undefined) return otherwise;
      const outcome = reading(given);
      if (outcome.kind === 'read') return outcome.value;
      problems.push(`${name(field)} ${outcome.why}`);
      return otherwise;
    },
    // What contradicts a field that could not be read would be told of a value nobody gave.
    expect: (field, holds, problem) => {
      if (!holds && problems.length === 0) problems.push(`${name(field)} ${problem()}`);
    },
  };
}
