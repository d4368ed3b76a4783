import type { Curve } from '../../src/domain/cost/curve.ts';
import type { Flip } from '../../src/domain/cost/flips.ts';
import { inputs } from '../../src/domain/cost/inputs.ts';
import type { CostReport } from '../../src/operations/estimate-cost.ts';
import {
  factorText,
  lastsText,
  monthsText,
  nameOfOption,
  noFlipText,
  optionNames,
  valueText,
  yearTexts,
} from './cost-words.ts';
import { type Page, paint } from './page.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const shownFlips = 6;

/** What would change the answer, and how near that is. */
export function answerSections({ answers, comparison }: CostReport, page: Page): readonly (readonly string[])[] {
  const { flips, curves, cheapestByCommitment, threeYears } = answers;
  const committed = (['1-year', '3-year'] as const).map(
    term =>
      `with EC2 reserved for ${term === '1-year' ? 'one year' : 'three years'}: ${nameOfOption(cheapestByCommitment[term])}`,
  );
  return [
    titled(
      'The answer changes, nearest first:',
      flips.length === 0 ? [noFlipText(comparison.cheapest)] : flips.slice(0, shownFlips).map(flipText),
      page,
    ),
    titled('The cheapest, along:', [...curves.map(curveText), ...committed], page),
    [...threeYearTable(threeYears, page), ...layOutNotes(threeYears.notes, 2, page)],
  ];
}

function threeYearTable({ options, cheapest }: CostReport['answers']['threeYears'], page: Page): readonly string[] {
  const years = options[0]?.yearsMicroUsd ?? [];
  const columns: Column[] = [
    { title: 'USD IN THREE YEARS', cutDownTo: 14 },
    ...years.map((_, at): Column => ({ title: `YEAR ${at + 1}`, align: 'right', leaveOutRank: 1 })),
    { title: 'TOTAL', align: 'right' },
    { title: '', leaveOutRank: 3 },
    { title: 'PEOPLE', align: 'right', leaveOutRank: 2 },
  ];
  const rows = options.map(grown => ({
    cells: [
      optionNames[grown.option],
      ...yearTexts(grown),
      monthsText(grown.totalMicroUsd, grown),
      grown.option === cheapest ? paint(page, 'green', 'cheapest') : '',
      monthsText(grown.peopleMicroUsd, grown),
    ],
    notes: grown.endsInMonth === undefined ? [] : [lastsText(grown.endsInMonth)],
  }));
  return layOutTable(columns, rows, page);
}

function flipText({ what, unit, from, to, factor, cheapest }: Flip): string {
  return `${nameOfOption(cheapest)} at ${valueText(to, unit)} (${factorText(factor, valueText(from, unit))}): ${what}`;
}

function curveText({ input, points, breakEvens }: Curve): string {
  const { unit } = inputs.find(({ id }) => id === input)!;
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return `${input}: nothing to tell`;
  const parts = breakEvens.map(({ value, before }) => `${nameOfOption(before)} up to ${valueText(value, unit)}`);
  const range = `${valueText(first.value, unit)} to ${valueText(last.value, unit)}`;
  return `${input}, ${range}: ${[...parts, nameOfOption(last.cheapest)].join(', then ')}`;
}

function titled(title: string, lines: readonly string[], page: Page): readonly string[] {
  return lines.length === 0 ? [] : [paint(page, 'bold', title), ...layOutNotes(lines, 2, page)];
}
