import type { BillLine, LineId } from '../../src/domain/cost/bill.ts';
import type { Comparison, OptionEstimate, PricedOption } from '../../src/domain/cost/estimate.ts';
import { usdText } from '../../src/domain/cost/money.ts';
import type { Refused } from '../../src/domain/cost/sizing.ts';
import type { CostReport } from '../../src/operations/estimate-cost.ts';
import { answerSections } from './cost-answers.ts';
import { dearerText, lineNames, machinesText, optionNames, refusalText, valueText } from './cost-words.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const optionColumns: readonly Column[] = [
  { title: 'OPTION' },
  { title: 'USD A MONTH', align: 'right' },
  { title: '', leaveOutRank: 1 },
  { title: 'SIZED AS', cutDownTo: 16 },
];

/** The options beside each other, what binds each, and what would change the answer. */
export function renderComparison(report: CostReport, page: Page): string {
  const { comparison, assumed } = report;
  const priced = pricedOf(comparison);
  return joinSections([
    layOutTable(
      optionColumns,
      comparison.options.map(option => optionRow(option, comparison, page)),
      page,
    ),
    priced.length === 0 ? [] : lineTable(priced, comparison, page),
    ...answerSections(report, page),
    notes('Assumed:', assumed, page),
    notes(
      'Notes:',
      [
        ...comparison.notes,
        ...priced.flatMap(option => option.notes.map(note => `${optionNames[option.option]}: ${note}`)),
      ],
      page,
    ),
    layOutNotes(
      [
        `region ${comparison.workload.region}, sized by ${comparison.model === 'aws' ? "AWS's published rule" : 'our own model'}, MSK prices of ${comparison.dataDate}; every line with formula, source and day: --bill ${priced[0]?.option ?? 'ec2'}`,
        'who does what on each option, and what of this program covers it: kafka-steward ops compare',
      ],
      0,
      page,
    ),
  ]);
}

function optionRow(option: OptionEstimate, comparison: Comparison, page: Page) {
  const name = optionNames[option.option];
  if (option.kind === 'refused') {
    return { cells: [name, paint(page, 'red', 'cannot'), '', ''], notes: refusalNotes(option.sizing) };
  }
  const { bill, sizing } = option;
  const isBest = option.option === comparison.cheapest;
  const more = dearerText(comparison, bill);
  return {
    cells: [
      isBest ? paint(page, 'green', name) : name,
      usdText(bill.totalMicroUsd),
      isBest ? paint(page, 'green', 'cheapest') : bill.isComplete ? more : paint(page, 'yellow', 'without all prices'),
      machinesText(sizing),
    ],
    notes: sizing.limits
      .filter(({ binds }) => binds)
      .map(
        ({ what, used, allowed, unit }) => `bound by ${what}: ${valueText(used, unit)} of ${valueText(allowed, unit)}`,
      ),
  };
}

export function refusalNotes({ reasons }: Refused): string[] {
  return reasons.map(reason => toSafeText(refusalText(reason)));
}

function lineTable(priced: readonly PricedOption[], { cheapest }: Comparison, page: Page): string[] {
  // Where the page is narrow the dearest go first; their totals are in the table above.
  const byTotal = priced.toSorted((a, b) => b.bill.totalMicroUsd - a.bill.totalMicroUsd);
  const columns: Column[] = [
    { title: 'USD A MONTH', cutDownTo: 12 },
    ...priced.map(option => ({
      title: `${optionNames[option.option].toUpperCase()}${option.option === cheapest ? ' *' : ''}`,
      align: 'right' as const,
      ...(option.option === cheapest ? {} : { leaveOutRank: byTotal.indexOf(option) + 1 }),
    })),
  ];
  const ids = (Object.keys(lineNames) as LineId[]).filter(id =>
    priced.some(({ bill }) => bill.lines.some(line => line.id === id)),
  );
  const rows = ids.map(id => ({
    cells: [
      lineNames[id],
      ...priced.map(({ bill }) =>
        amountText(
          bill.lines.filter(line => line.id === id),
          page,
        ),
      ),
    ],
  }));
  const totals = priced.map(({ bill }) => `${usdText(bill.totalMicroUsd)}${bill.isComplete ? '' : ' + ?'}`);
  const people = priced.map(({ bill }) => usdText(bill.peopleMicroUsd));
  const isCounted = priced.some(({ bill }) => bill.lines.some(({ id }) => id === 'people'));
  return layOutTable(
    columns,
    [
      ...rows,
      { cells: [paint(page, 'bold', 'total'), ...totals] },
      ...(isCounted ? [] : [{ cells: ['people, beside it', ...people] }]),
    ],
    page,
  );
}

function amountText(lines: readonly BillLine[], page: Page): string {
  if (lines.length === 0) return '';
  if (lines.some(({ kind }) => kind === 'missing')) return paint(page, 'yellow', 'no price');
  if (lines.every(({ kind }) => kind === 'free')) return 'free';
  return usdText(lines.reduce((sum, line) => sum + (line.kind === 'priced' ? line.amountMicroUsd : 0), 0));
}

const pricedOf = ({ options }: Comparison): readonly PricedOption[] =>
  options.filter((option): option is PricedOption => option.kind === 'priced');

export function notes(title: string, lines: readonly string[], page: Page): readonly string[] {
  return lines.length === 0
    ? []
    : [paint(page, 'dim', title), ...layOutNotes([...new Set(lines)].map(toSafeText), 2, page)];
}
