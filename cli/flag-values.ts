import { InvalidArgumentError } from 'commander';
import ms, { type StringValue } from 'ms';
import { parseInstant } from '../src/domain/offsets/parse-instant.ts';

type FlagParser<T> = (text: string, former?: T) => T;

/** A flag that can be given again and again, any text. */
export const toTexts: FlagParser<readonly string[]> = (text, former = []) => {
  if (text === '') {
    throw new InvalidArgumentError('It cannot be empty.');
  }
  return [...former, text];
};

/** A flag that can be given again and again, each time one of a closed list, in any case. */
export function toChoices<const T extends string>(choices: readonly T[]): FlagParser<readonly T[]> {
  return (text, former = []) => {
    const choice = choices.find(known => known.toLowerCase() === text.toLowerCase());
    if (choice === undefined) {
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
    }
    return [...former, choice];
  };
}

/** A whole number between two bounds, both included. */
export function toWholeNumber(minimum: number, maximum: number): FlagParser<number> {
  return text => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= minimum && number <= maximum)) {
      throw new InvalidArgumentError(`It has to be a whole number from ${minimum} to ${maximum}.`);
    }
    return number;
  };
}

/** The id of a node, given again and again. */
export const toNodeIds: FlagParser<readonly number[]> = (text, former = []) => [
  ...former,
  toWholeNumber(0, 2_147_483_647)(text),
];

/** A length of time with its unit, such as `500ms`, `5s`, `2m`, in milliseconds. */
export function toDurationMs(minimum: StringValue, maximum: StringValue): FlagParser<number> {
  return text => {
    const durationMs = /^\d+(\.\d+)?(ms|s|m|h|d)$/.test(text) ? ms(text as StringValue) : Number.NaN;
    if (!(durationMs >= ms(minimum) && durationMs <= ms(maximum))) {
      throw new InvalidArgumentError(`It has to be a time with its unit, from ${minimum} to ${maximum}.`);
    }
    return durationMs;
  };
}

/** A point in time with its zone, in ISO 8601. */
export const toInstant: FlagParser<string> = text => new Date(parseInstant(text)).toISOString();
