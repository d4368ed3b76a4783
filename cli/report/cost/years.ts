import type { Growth } from '../../../src/domain/cost/growth.ts';
import { lastsText, monthsText, optionNames, yearTexts } from '../../render/cost-words.ts';
import { type Html, html } from '../html.ts';
import { renderTable } from '../table.ts';

/** Three years of each option, year by year. */
export function renderYears({ options, cheapest, notes }: Pick<Growth, 'options' | 'cheapest' | 'notes'>): Html {
  const years = options[0]?.yearsMicroUsd ?? [];
  const columns = ['USD', ...years.map((_, at) => `#Year ${at + 1}`), '#Three years', '#People', 'Note'];
  const rows = options.map(grown => [
    optionNames[grown.option],
    ...yearTexts(grown),
    html`<strong data-years="${grown.option}">${monthsText(grown.totalMicroUsd, grown)}</strong>`,
    monthsText(grown.peopleMicroUsd, grown),
    grown.endsInMonth === undefined
      ? grown.option === cheapest
        ? html`<span class="badge ok">CHEAPEST</span>`
        : ''
      : lastsText(grown.endsInMonth),
  ]);
  return html`${renderTable({ title: 'USD in three years', columns, rows })}
<ul class="muted">${notes.map(note => html`<li>${note}</li>`)}</ul>`;
}
