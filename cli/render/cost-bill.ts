import type { Bill, BillLine } from '../../src/domain/cost/bill.ts';
import type { OptionEstimate } from '../../src/domain/cost/estimate.ts';
import { usdText } from '../../src/domain/cost/money.ts';
import type { Limit } from '../../src/domain/cost/sizing.ts';
import type { CostReport } from '../../src/operations/estimate-cost.ts';
import { notes, refusalNotes } from './cost-comparison.ts';
import { isWide } from './cost-prices.ts';
import { machinesText, optionNames, valueText } from './cost-words.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const lineColumns: readonly Column[] = [
  { title: 'LINE', cutDownTo: 14 },
  { title: 'QUANTITY', align: 'right', leaveOutRank: 2 },
  { title: 'UNIT', leaveOutRank: 2 },
  { title: 'PRICE', align: 'right', leaveOutRank: 3 },
  { title: 'USD', align: 'right' },
  { title: 'PRICE OF', leaveOutRank: 1 },
];
const limitColumns: readonly Column[] = [
  { title: 'LIMIT', cutDownTo: 16 },
  { title: 'USED', align: 'right', leaveOutRank: 2 },
  { title: 'ALLOWED', align: 'right' },
  { title: 'USE', align: 'right' },
  { title: 'BROKERS', align: 'right', leaveOutRank: 1 },
  { title: '' },
];
const quantity = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** One option to the line: what is paid for, how it was worked out, and the limits it is sized by. */
export function renderBill(option: OptionEstimate, { comparison, sources }: CostReport, page: Page): string {
  const name = paint(page, 'bold', optionNames[option.option]);
  if (option.kind === 'refused')
    return joinSections([
      [`${name} cannot carry this workload:`, ...layOutNotes(refusalNotes(option.sizing), 2, page)],
    ]);
  const { bill, sizing } = option;
  const used = Object.entries(sources).filter(([id]) =>
    bill.lines.some(line => line.kind === 'priced' && line.sourceId === id),
  );
  return joinSections([
    layOutNotes([`${name}: ${machinesText(sizing)}`], 0, page),
    layOutTable(lineColumns, [...bill.lines.map(line => lineRow(line, page)), totalRow(bill, page)], page),
    peopleTable(bill, page),
    layOutTable(
      limitColumns,
      sizing.limits.map(limit => limitRow(limit, page)),
      page,
    ),
    notes(
      'Sources:',
      used.map(([id, { title, date, where }]) => `${id}: ${title}, ${date}${isWide(page) ? `, ${where}` : ''}`),
      page,
    ),
    notes('Notes:', [...option.notes, ...comparison.notes], page),
  ]);
}

function lineRow(line: BillLine, page: Page) {
  const { what, formula, unit } = line;
  const amount = (): readonly string[] => {
    switch (line.kind) {
      case 'priced':
        return [quantity.format(line.quantity), unit, line.unitPriceUsd, usdText(line.amountMicroUsd), line.date];
      case 'free':
        return ['', '', '', 'free', ''];
      case 'missing':
        return [quantity.format(line.quantity), unit, '?', paint(page, 'yellow', 'no price'), ''];
    }
  };
  const why =
    line.kind === 'free' ? line.reason : line.kind === 'priced' ? `${formula}; price from ${line.sourceId}` : formula;
  return { cells: [toSafeText(what), ...amount()], notes: [toSafeText(why)] };
}

function totalRow({ totalMicroUsd, isComplete }: Bill, page: Page) {
  const told = isComplete ? [] : ['without the lines that have no price'];
  return { cells: [paint(page, 'bold', 'total'), '', '', '', usdText(totalMicroUsd), ''], notes: told };
}

function peopleTable({ lines, peopleLines, peopleMicroUsd }: Bill, page: Page): string[] {
  const isCounted = lines.some(({ id }) => id === 'people');
  if (isCounted || peopleLines.length === 0) return [];
  const rows = peopleLines.map(({ what, quantity: hours, ...line }) => ({
    cells: [
      toSafeText(what),
      quantity.format(hours),
      'hour',
      line.kind === 'priced' ? line.unitPriceUsd : '',
      line.kind === 'priced' ? usdText(line.amountMicroUsd) : '',
      '',
    ],
  }));
  const total = { cells: ['people, not in the total', '', '', '', usdText(peopleMicroUsd), ''] };
  return layOutTable(lineColumns, [...rows, total], page);
}

function limitRow({ what, used, allowed, unit, usePercent, brokersNeeded, binds, source }: Limit, page: Page) {
  return {
    cells: [
      toSafeText(what),
      valueText(used, unit),
      valueText(allowed, unit),
      `${Math.round(usePercent)} %`,
      brokersNeeded === 0 ? '' : String(brokersNeeded),
      binds ? paint(page, 'yellow', 'binds') : '',
    ],
    notes: binds ? [toSafeText(source)] : [],
  };
}
