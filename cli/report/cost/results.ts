import type { BillLine, LineId } from '../../../src/domain/cost/bill.ts';
import type { Comparison, OptionEstimate, PricedOption } from '../../../src/domain/cost/estimate.ts';
import { usdText } from '../../../src/domain/cost/money.ts';
import { dearerText, lineNames, machinesText, optionNames, refusalText, valueText } from '../../render/cost-words.ts';
import { type Html, html, nothing } from '../html.ts';
import { renderTable } from '../table.ts';
import type { Answered } from './answer.ts';
import { legend, shadeOf } from './shades.ts';

/** What the page says first, and a screen reader at each change. */
export function headlineOf({ cheapest, options }: Comparison): string {
  const best = options.find(({ option }) => option === cheapest);
  if (best?.kind !== 'priced') return 'No option carries this workload at known prices';
  return `${optionNames[best.option]} is the cheapest: ${usdText(best.bill.totalMicroUsd)} USD a month`;
}

/** Each option with its total and its bar, then all their lines beside each other. */
export function renderResults({ comparison }: Answered): Html {
  const priced = pricedOf(comparison);
  const most = Math.max(1, ...priced.map(({ bill }) => bill.totalMicroUsd));
  return html`<ol class="options">${comparison.options.map(option => renderOption(option, comparison, most))}</ol>
${priced.length === 0 ? nothing : html`<p class="legend" aria-hidden="true">${legend(priced).map(({ shade, told }) => html`<span><i class="${shade}"></i>${told}</span>`)}</p>${renderLines(priced)}`}`;
}

export const pricedOf = ({ options }: Comparison): readonly PricedOption[] =>
  options.filter((option): option is PricedOption => option.kind === 'priced');

function renderOption(found: OptionEstimate, comparison: Comparison, most: number): Html {
  const name = optionNames[found.option];
  if (found.kind === 'refused') {
    return html`<li class="option" data-option="${found.option}"><p class="head"><strong>${name}</strong> <span class="badge new">CANNOT</span></p>
${found.sizing.reasons.map(reason => html`<p class="muted">${refusalText(reason)}</p>`)}</li>`;
  }
  const { bill, sizing } = found;
  const mark =
    found.option === comparison.cheapest
      ? html`<span class="badge ok">CHEAPEST</span>`
      : bill.isComplete
        ? html`<span class="muted">${dearerText(comparison, bill)}</span>`
        : html`<span class="badge warn">PRICE MISSING</span>`;
  const bound = sizing.limits.find(({ binds }) => binds);
  const why =
    bound === undefined
      ? ''
      : `, bound by ${bound.what}: ${valueText(bound.used, bound.unit)} of ${valueText(bound.allowed, bound.unit)}`;
  return html`<li class="option" data-option="${found.option}"><p class="head"><strong>${name}</strong> ${mark} <span class="total" data-total="${found.option}">${usdText(bill.totalMicroUsd)}</span></p>
${renderBar(bill.lines, most)}
<p class="muted">${machinesText(sizing)}${why}</p></li>`;
}

/** Drawn as attributes, since the page's policy forbids styles on elements. */
function renderBar(lines: readonly BillLine[], most: number): Html {
  let at = 0;
  const parts = lines.flatMap(line => {
    if (line.kind !== 'priced' || line.amountMicroUsd === 0) return [];
    const width = (line.amountMicroUsd / most) * 1_000;
    const part = html`<rect class="${shadeOf(line.id)}" x="${at.toFixed(2)}" y="0" width="${Math.max(0.5, width - 2).toFixed(2)}" height="10"><title>${line.what}: ${usdText(line.amountMicroUsd)} USD</title></rect>`;
    at += width;
    return [part];
  });
  return html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}

function renderLines(priced: readonly PricedOption[]): Html {
  const ids = (Object.keys(lineNames) as LineId[]).filter(id =>
    priced.some(({ bill }) => bill.lines.some(line => line.id === id)),
  );
  const isCounted = priced.some(({ bill }) => bill.lines.some(({ id }) => id === 'people'));
  const rows = [
    ...ids.map(id => [
      html`<i class="${shadeOf(id)}" aria-hidden="true"></i>${lineNames[id]}`,
      ...priced.map(({ bill }) => amountText(bill.lines.filter(line => line.id === id))),
    ]),
    [
      html`<strong>total</strong>`,
      ...priced.map(
        ({ bill }) => html`<strong>${usdText(bill.totalMicroUsd)}${bill.isComplete ? '' : ' + ?'}</strong>`,
      ),
    ],
    ...(isCounted ? [] : [['people, beside it', ...priced.map(({ bill }) => usdText(bill.peopleMicroUsd))]]),
  ];
  const columns = ['USD a month', ...priced.map(({ option }) => `#${optionNames[option]}`)];
  return html`<div class="card">${renderTable({ title: 'USD a month by line and option', columns, rows })}</div>`;
}

function amountText(lines: readonly BillLine[]): string {
  if (lines.length === 0) return '–';
  if (lines.some(({ kind }) => kind === 'missing')) return 'no price';
  if (lines.every(({ kind }) => kind === 'free')) return 'free';
  return usdText(lines.reduce((sum, line) => sum + (line.kind === 'priced' ? line.amountMicroUsd : 0), 0));
}
