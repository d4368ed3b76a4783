import { type Curve, costCurve } from '../../../src/domain/cost/curve.ts';
import { findFlips } from '../../../src/domain/cost/flips.ts';
import { type Growth, threeYearTotal } from '../../../src/domain/cost/growth.ts';
import type { InputId } from '../../../src/domain/cost/inputs.ts';
import { type PriceData, priceBookOf } from '../../../src/domain/cost/price-data.ts';
import { type Html, html } from '../html.ts';
import { type Answer, type Answered, answerOf } from './answer.ts';
import { renderBills, renderNotes } from './bills.ts';
import { renderCurve, renderFlips } from './curves.ts';
import { renderDuties } from './duties.ts';
import { type FieldGroup, fieldGroups } from './fields.ts';
import type { Inputs } from './inputs.ts';
import { renderHours, renderPeople, tasksOf } from './people.ts';
import { headlineOf, renderResults } from './results.ts';
import { renderYears } from './years.ts';

type PartId = 'headline' | 'results' | 'people' | 'bills' | 'operations' | 'notes';

/** The model and the texts of the page: the same when the file is written and when somebody turns its inputs. */
export interface Explorer {
  readonly groups: readonly FieldGroup[];
  readonly dataDate: string;
  readonly answer: (inputs: Inputs) => Answer;
  /** By the id of the element that holds it. */
  readonly parts: (answer: Answered) => Readonly<Record<PartId, string>>;
  readonly curve: (answer: Answered, input: InputId) => Curve;
  readonly curveText: (answer: Answered, curve: Curve) => string;
  readonly years: (answer: Answered) => Growth;
  readonly yearsText: (years: Growth) => string;
  /** The fields for hours of people, which stay while the answer changes. */
  readonly hoursForm: (inputs: Inputs) => string;
  readonly flipsText: (answer: Answered) => string;
}

export function explorerOf(data: PriceData): Explorer {
  const book = priceBookOf(data);
  const regions = Object.entries(data.regions).map(([name, { location }]) => [name, location] as const);
  const groups = fieldGroups(regions.toSorted(([a], [b]) => a.localeCompare(b, 'en')));
  const labels = new Map(groups.flatMap(({ fields }) => fields.map(({ id, label }) => [id, label] as const)));
  labels.set('people', labels.get('usdPerHour') ?? '');
  const text = (part: Html) => part.markup;
  return {
    groups,
    dataDate: book.dataDate,
    answer: inputs => answerOf(inputs, book, field => labels.get(field) ?? field),
    parts: answer => ({
      headline: text(html`${headlineOf(answer.comparison)}`),
      results: text(renderResults(answer)),
      people: text(renderPeople(answer)),
      bills: text(renderBills(answer)),
      operations: text(renderDuties(answer.options.constraints.allowedOptions)),
      notes: text(renderNotes(answer, book.sources)),
    }),
    curve: ({ comparison, options }, input) => costCurve(input, comparison.workload, book, options),
    curveText: ({ options }, curve) => text(renderCurve(curve, options.constraints.allowedOptions)),
    years: ({ comparison, options }) => threeYearTotal(comparison.workload, book, options),
    yearsText: years => text(renderYears(years)),
    hoursForm: inputs => text(renderHours(tasksOf(inputs))),
    flipsText: ({ comparison, options }) =>
      text(renderFlips(findFlips(comparison.workload, book, options), comparison.cheapest)),
  };
}
