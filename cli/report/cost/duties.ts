import type { OptionKind } from '../../../src/domain/cost/sizing.ts';
import { compareDuties } from '../../../src/domain/duties/all-duties.ts';
import type { DutyShare } from '../../../src/domain/duties/duty.ts';
import { optionNames } from '../../render/cost-words.ts';
import { coverTexts, whoNames } from '../../render/duty-words.ts';
import { type Html, html } from '../html.ts';
import { type Cell, renderTable } from '../table.ts';

/** Who does what on these options, how it goes and who says so. */
export function renderDuties(options: readonly OptionKind[]): Html {
  return renderTable({
    title: 'Who does what',
    columns: ['Duty', ...options.map(option => optionNames[option])],
    rows: compareDuties(options).map(duty => [
      html`${duty.what}${coverTexts(duty).map(text => html`<br><span class="source">covered by ${text}</span>`)}`,
      ...options.map(option => renderShare(duty.shares[option])),
    ]),
  });
}

function renderShare(share: DutyShare | undefined): Cell {
  if (share === undefined) return '';
  const { who, how, source } = share;
  const shade = who === 'you' ? 'warn' : who === 'aws' ? 'ok' : 'new';
  return html`<span class="badge ${shade}">${whoNames[who]}</span> ${how} <a class="source" href="${source}" rel="noreferrer">source<span class="unseen"> of this</span></a>`;
}
