import type { BillLine } from '../../../src/domain/cost/bill.ts';
import type { Comparison, PricedOption } from '../../../src/domain/cost/estimate.ts';
import type { GrownOption } from '../../../src/domain/cost/growth.ts';
import { pricedOf } from './results.ts';

const heads = [
  'option',
  'period',
  'line',
  'what',
  'formula',
  'quantity',
  'unit',
  'unit price USD',
  'USD',
  'source',
  'date',
];

/** Every line of every bill, people, and three years, to the millionth of a USD, as RFC 4180 has it. */
export function csvOf(comparison: Comparison, years: readonly GrownOption[]): string {
  const rows = [...pricedOf(comparison).flatMap(billRows), ...years.flatMap(yearRows)];
  return [heads, ...rows].map(cells => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function billRows({ option, bill }: PricedOption): string[][] {
  const isCounted = bill.lines.some(({ id }) => id === 'people');
  return [
    ...bill.lines.map(line => lineRow(option, line, line.id)),
    amountRow(
      option,
      'month',
      'total',
      bill.totalMicroUsd,
      bill.isComplete ? '' : 'without the lines that have no price',
    ),
    ...(isCounted ? [] : bill.peopleLines.map(line => lineRow(option, line, 'people, not in the total'))),
  ];
}

function lineRow(option: string, line: BillLine, name: string): string[] {
  const { what, formula, quantity, unit } = line;
  const price = line.kind === 'priced' ? line.unitPriceUsd : '';
  const amount = line.kind === 'missing' ? 'no price' : exactUsd(line.amountMicroUsd);
  const source = line.kind === 'priced' ? [line.sourceId, line.date] : ['', ''];
  return [option, 'month', name, what, formula, String(quantity), unit, price, amount, ...source];
}

function yearRows({ option, yearsMicroUsd, totalMicroUsd, peopleMicroUsd, endsInMonth }: GrownOption): string[][] {
  const until = endsInMonth === undefined ? '' : `${endsInMonth} months only`;
  return [
    ...yearsMicroUsd.map((amount, at) => amountRow(option, `year ${at + 1}`, 'total', amount, until)),
    amountRow(option, 'three years', 'total', totalMicroUsd, until),
    amountRow(option, 'three years', 'people', peopleMicroUsd, until),
  ];
}

function amountRow(option: string, period: string, line: string, microUsd: number, what = ''): string[] {
  return [option, period, line, what, '', '', '', '', exactUsd(microUsd), '', ''];
}

function exactUsd(microUsd: number): string {
  const digits = String(microUsd).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** A spreadsheet takes what begins like a formula for one; a task of somebody's file may. */
function cellOf(text: string): string {
  const said = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(said) ? `"${said.replaceAll('"', '""')}"` : said;
}
