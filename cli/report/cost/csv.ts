import type { Comparison } from '../../../src/domain/cost/estimate.ts';
import { pricedOf } from './results.ts';

const heads = [
  'option',
  'line',
  'what',
  'formula',
  'quantity',
  'unit',
  'unit price USD',
  'USD a month',
  'source',
  'date',
];

/** Every line of every bill, to the millionth of a USD, as RFC 4180 has it. */
export function csvOf(comparison: Comparison): string {
  const rows = pricedOf(comparison).flatMap(({ option, bill }) => [
    ...bill.lines.map(line => {
      const { id, what, formula, quantity, unit } = line;
      const price = line.kind === 'priced' ? line.unitPriceUsd : '';
      const amount = line.kind === 'missing' ? 'no price' : exactUsd(line.amountMicroUsd);
      const source = line.kind === 'priced' ? [line.sourceId, line.date] : ['', ''];
      return [option, id, what, formula, String(quantity), unit, price, amount, ...source];
    }),
    [option, 'total', '', '', '', '', '', exactUsd(bill.totalMicroUsd), '', ''],
  ]);
  return [heads, ...rows].map(cells => `${cells.map(cellOf).join(',')}\r\n`).join('');
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
