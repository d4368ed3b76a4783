import type { BillLine } from '../../../src/domain/cost/bill.ts';
import type { PricedOption } from '../../../src/domain/cost/estimate.ts';
import { usdText } from '../../../src/domain/cost/money.ts';
import type { PriceSource } from '../../../src/domain/cost/price-book.ts';
import { machinesText, optionNames, valueText } from '../../render/cost-words.ts';
import { type Html, html, nothing } from '../html.ts';
import { renderTable } from '../table.ts';
import type { Answered } from './answer.ts';
import { pricedOf } from './results.ts';

const quantity = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** Each bill to the line, with its formulas, what it is sized by, and what stands behind it. */
export function renderBills({ comparison }: Answered): Html {
  return html`${pricedOf(comparison).map(renderBill)}`;
}

function renderBill({ option, bill, sizing, notes }: PricedOption): Html {
  const name = optionNames[option];
  const isCounted = bill.lines.some(({ id }) => id === 'people');
  const beside = isCounted ? [] : bill.peopleLines;
  return html`<details class="card" data-bill="${option}"><summary><strong>${name}</strong> <span>${usdText(bill.totalMicroUsd)} USD</span></summary>
<p class="muted">${machinesText(sizing)}</p>
${renderTable({
  title: `Bill of ${name}`,
  columns: ['Line', 'Formula', '#Quantity', 'Unit', '#Price', '#USD'],
  rows: [
    ...bill.lines.map(line => lineCells(line, '')),
    [
      html`<strong>total</strong>`,
      bill.isComplete ? '' : 'without the lines that have no price',
      '',
      '',
      '',
      html`<strong>${usdText(bill.totalMicroUsd)}</strong>`,
    ],
    ...beside.map(line => lineCells(line, ', not in the total')),
  ],
})}
${renderTable({
  title: `Limits of ${name}`,
  columns: ['Limit', '#Used', '#Allowed', '#Use', 'Source'],
  rows: sizing.limits.map(({ what, used, allowed, unit, usePercent, binds, source }) => [
    binds ? html`${what} <span class="badge warn">BINDS</span>` : what,
    valueText(used, unit),
    valueText(allowed, unit),
    `${Math.round(usePercent)} %`,
    source,
  ]),
})}
<ul class="muted">${notes.map(note => html`<li>${note}</li>`)}</ul>
</details>`;
}

function lineCells(line: BillLine, remark: string) {
  const { what, formula, unit } = line;
  const said = `${what}${remark}`;
  switch (line.kind) {
    case 'priced': {
      const from = `${line.sourceId}${line.date === '' ? '' : `, ${line.date}`}`;
      const told = html`${formula} <span class="source">${from}</span>`;
      return [said, told, quantity.format(line.quantity), unit, line.unitPriceUsd, usdText(line.amountMicroUsd)];
    }
    case 'free':
      return [said, line.reason, '', '', '', 'free'];
    case 'missing':
      return [said, formula, quantity.format(line.quantity), unit, '?', 'no price'];
  }
}

/** Every assumption, and where each price is from. */
export function renderNotes({ comparison, assumed }: Answered, sources: Readonly<Record<string, PriceSource>>): Html {
  const used = new Set(
    pricedOf(comparison).flatMap(({ bill }) =>
      bill.lines.flatMap(line => (line.kind === 'priced' ? [line.sourceId] : [])),
    ),
  );
  const told = Object.entries(sources).filter(([id]) => used.has(id));
  return html`<h3>What the figures rest on</h3>
<ul>${[...assumed, ...comparison.notes].map(note => html`<li>${note}</li>`)}</ul>
${told.length === 0 ? nothing : html`<h3>Sources of the prices</h3>`}
<ul>${told.map(([id, { title, date, where }]) => html`<li><strong>${id}</strong>: ${title}, ${date}. <span class="source">${where}</span></li>`)}</ul>`;
}
