import type { EstimateRequest } from '../../../src/domain/cost/estimate-request.ts';

/** What the fields of the page hold, and what its link carries: all of it text, by field; a field left empty is not there. */
export type Inputs = Readonly<Record<string, string>>;

const listFields: ReadonlySet<string> = new Set(['options', 'types']);
const peopleFields: ReadonlySet<string> = new Set(['usdPerHour', 'inTotals', 'tasks']);

export function inputsOf({ people = {}, ...request }: EstimateRequest): Inputs {
  const { tasks, inTotals, usdPerHour } = people;
  const given = {
    ...request,
    usdPerHour,
    inTotals: inTotals === true ? 'true' : undefined,
    tasks: tasks === undefined ? undefined : JSON.stringify(tasks),
  };
  const texts = Object.entries(given).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, Array.isArray(value) ? value.join(',') : String(value as string | number)]],
  );
  return Object.fromEntries(texts) as Inputs;
}

/** The request that inputs make, of a shape yet to be checked: a link may say anything. */
export function requestOf(inputs: Inputs): Record<string, unknown> {
  const given = Object.entries(inputs).filter(([, text]) => text !== '');
  const people = given.filter(([field]) => peopleFields.has(field));
  return {
    ...Object.fromEntries(
      given
        .filter(([field]) => !peopleFields.has(field))
        .map(([field, text]) => [field, listFields.has(field) ? listOf(text) : text]),
    ),
    ...(people.length === 0
      ? {}
      : { people: Object.fromEntries(people.map(([field, text]) => [field, partOfPeople(field, text)])) }),
  };
}

/** What stands behind the # of an address. */
export function linkOf(inputs: Inputs): string {
  return new URLSearchParams(Object.entries(inputs).filter(([, text]) => text !== '')).toString();
}

export function inputsOfLink(fragment: string): Inputs {
  return Object.fromEntries(new URLSearchParams(fragment.replace(/^#/, '')));
}

const listOf = (text: string): string[] =>
  text
    .split(/[,\s]+/)
    .map(item => item.trim())
    .filter(item => item !== '');

function partOfPeople(field: string, text: string): unknown {
  if (field === 'inTotals') return text === 'true';
  return field === 'usdPerHour' ? text : parsedTasks(text);
}

/** Tasks out of a link, of a shape yet to be checked; text that is no JSON stays text, to be refused. */
export function parsedTasks(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
