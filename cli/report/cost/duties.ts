import type { OptionKind } from '../../../src/domain/cost/sizing.ts';
import { compareDuties } from '../../../src/domain/duties/all-duties.ts';
import type { Cover, DutyShare } from '../../../src/domain/duties/duty.ts';
import { optionNames } from '../../render/cost-words.ts';
import { coverText, whoNames } from '../../render/duty-words.ts';
import { type Html, html, nothing } from '../html.ts';
import { type Cell, renderTable } from '../table.ts';

/** Who does what on these options, how it goes and who says so. */
export function renderDuties(options: readonly OptionKind[]): Html {
  return renderTable({
    title: 'Who does what',
    columns: ['Duty', ...options.map(option => optionNames[option])],
    rows: compareDuties(options).map(({ what, shares }) => {
      const given = options.map(option => shares[option]).filter(share => share !== undefined);
      return [html`${what}${renderCovers(given)}`, ...given.map(renderShare)];
    }),
  });
}

function renderShare({ who, how, source }: DutyShare): Cell {
  const shade = who === 'you' ? 'warn' : who === 'aws' ? 'ok' : 'new';
  return html`<span class="badge ${shade}">${whoNames[who]}</span> ${how} <a class="source" href="${source}" rel="noreferrer">source<span class="unseen"> of this</span></a>`;
}

function renderCovers(shares: readonly DutyShare[]): Html {
  const covers: readonly Cover[] = shares.map(({ coveredBy }) => coveredBy);
  const texts = [...new Set(covers.map(coverText))].filter(text => text !== '');
  return texts.length === 0 ? nothing : html`<br><span class="source">kafka-steward ${texts.join('; ')}</span>`;
}
