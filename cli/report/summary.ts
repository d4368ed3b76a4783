import { counted, duration, grouped } from '../../src/domain/lag/figures.ts';
import { severityOf } from '../../src/domain/lag/rules.ts';
import { isFailure } from '../../src/domain/lag/unreadable.ts';
import type { LagReport, Severity, Unreadable, Verdict } from '../../src/domain/lag/verdict.ts';
import { verdicts } from '../../src/domain/lag/verdict.ts';
import { type Html, html, nothing } from './html.ts';

/** What the page says first. */
export function headlineOf({ totals }: LagReport): { readonly sentence: string; readonly severity: Severity | 'new' } {
  const { STALLED, STOPPED, REWOUND, WARN, NEW } = totals.byVerdict;
  const bad = STALLED + STOPPED + REWOUND;
  if (bad > 0) {
    const person = `${counted(bad, 'group')} ${bad === 1 ? 'needs' : 'need'} a person`;
    const eye = WARN === 0 ? '' : `, ${grouped(WARN)} ${WARN === 1 ? 'needs' : 'need'} an eye`;
    return { sentence: `${person}${eye}`, severity: 'error' };
  }
  if (WARN > 0) {
    return { sentence: `${counted(WARN, 'group')} ${WARN === 1 ? 'needs' : 'need'} an eye`, severity: 'warn' };
  }
  if (totals.groups === 0) {
    return { sentence: 'No group to judge', severity: 'new' };
  }
  if (NEW > 0) {
    return { sentence: `${counted(NEW, 'group')} seen too briefly to judge`, severity: 'new' };
  }
  return { sentence: totals.groups === 1 ? 'The group keeps up' : 'All groups keep up', severity: 'ok' };
}

export function renderFigures({ totals, window }: LagReport): Html {
  const split = verdicts
    .filter(verdict => totals.byVerdict[verdict] > 0)
    .toReversed()
    .map(verdict => html`<li>${renderBadge(verdict)} ${grouped(totals.byVerdict[verdict])}</li>`);
  return html`<section aria-labelledby="totals">
<h2 id="totals" class="unseen">Totals</h2>
<dl class="figures">
  <div><dt>Records behind</dt><dd>${grouped(totals.lagRecords)}</dd></div>
  <div><dt>Groups</dt><dd>${grouped(totals.groups)}</dd></div>
  <div><dt>Group partitions</dt><dd>${grouped(totals.groupPartitions)}</dd></div>
  <div><dt>Watched for</dt><dd>${window.samples === 1 ? 'one sample' : duration(window.spanMs)}</dd></div>
</dl>
<ul class="split" aria-label="Groups by verdict">${split}</ul>
</section>`;
}

export function renderBadge(verdict: Verdict): Html {
  return html`<span class="badge ${verdict === 'NEW' ? 'new' : severityOf[verdict]}">${verdict}</span>`;
}

export function renderUnreadable({ unreadable }: LagReport): Html {
  return html`${renderList('What could not be read', 'unreadable', unreadable.filter(isFailure))}
${renderList(
  'What there is nothing to judge of',
  'nothing-to-judge',
  unreadable.filter(entry => !isFailure(entry)),
)}`;
}

function renderList(title: string, id: string, entries: readonly Unreadable[]): Html {
  if (entries.length === 0) {
    return nothing;
  }
  const items = entries.map(({ what, sentence }) => html`<li><strong>${what}</strong>: ${sentence}</li>`);
  return html`<section class="card notice" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<p class="muted">The rest of this page stands without it.</p>
<ul>${items}</ul>
</section>`;
}

export function renderHowTaken({ takenAt, snapshotMs, window, rules }: LagReport): Html {
  const samples =
    window.samples === 1 ? 'one sample' : `${counted(window.samples, 'sample')} over ${duration(window.spanMs)}`;
  return html`<footer>
<h2>How this was taken</h2>
<p>Committed offsets of every group, then the end of every partition, from the brokers at <time datetime="${takenAt}">${takenAt}</time>,
in ${duration(snapshotMs)}. Verdicts rest on ${samples}. Lag up to ${counted(rules.allowedLagRecords, 'record')} is OK; a group is
judged from ${grouped(rules.minimumSamples)} samples on; a commit that stands still for ${duration(rules.standstillMs)} while records
wait counts as stalled or stopped. Nothing was written to the cluster.</p>
<dl class="legend">
  <div><dt>${renderBadge('STALLED')}</dt><dd>members are in the group, yet nothing moves and records wait</dd></div>
  <div><dt>${renderBadge('STOPPED')}</dt><dd>nobody is in the group and records wait</dd></div>
  <div><dt>${renderBadge('REWOUND')}</dt><dd>the committed offset went back</dd></div>
  <div><dt>${renderBadge('WARN')}</dt><dd>it works, but falls behind</dd></div>
  <div><dt>${renderBadge('NEW')}</dt><dd>seen too briefly to judge</dd></div>
  <div><dt>${renderBadge('OK')}</dt><dd>it keeps up</dd></div>
</dl>
</footer>`;
}
