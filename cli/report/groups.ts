import { counted, grouped } from '../../src/domain/lag/figures.ts';
import type { GroupVerdict, LagReport, PartitionVerdict } from '../../src/domain/lag/verdict.ts';
import { renderGroupChart } from './charts.ts';
import { type Html, html, nothing } from './html.ts';
import type { LagHistory } from './lag-history.ts';
import { renderBadge } from './summary.ts';
import { type Cell, renderTable } from './table.ts';

/** A page of ten thousand cards helps nobody; the worst come first and the rest is counted. */
const cardsShown = 100;
const quietRowsShown = 500;

export function renderGroups({ groups }: LagReport, history: LagHistory): Html {
  const loud = groups.filter(({ nextStep, findings }) => nextStep !== undefined || findings.length > 0);
  const quiet = groups.filter(group => !loud.includes(group));
  return html`${renderCards(loud, history)}${renderQuiet(quiet)}`;
}

function renderCards(groups: readonly GroupVerdict[], history: LagHistory): Html {
  if (groups.length === 0) {
    return nothing;
  }
  const further = groups.length - cardsShown;
  return html`<section aria-labelledby="trouble">
<h2 id="trouble">Groups to look at, worst first</h2>
${groups.slice(0, cardsShown).map((group, at) => renderCard(group, at, history))}
${further > 0 ? html`<p class="muted">… and ${counted(further, 'more group')}.</p>` : nothing}
</section>`;
}

function renderCard(group: GroupVerdict, at: number, history: LagHistory): Html {
  const { verdict, kind, state, lagRecords, partitionCount, evidence, nextStep, findings } = group;
  return html`<article class="card" aria-labelledby="group-${at}">
<h3 id="group-${at}">${renderBadge(verdict)} <span class="name">${group.group}</span></h3>
<p class="muted">${grouped(lagRecords)} behind · ${counted(partitionCount, 'partition')} · ${kind} group, ${state}</p>
<p>${evidence}</p>
${findings.map(({ sentence }) => html`<p class="finding">${sentence}</p>`)}
${nextStep === undefined ? nothing : html`<p class="next"><strong>Next:</strong> ${nextStep.sentence} <span class="muted">Runbook: <code>${nextStep.runbook}</code></span></p>`}
${renderGroupChart(history, group.group)}
${renderPartitions(group)}
</article>`;
}

function renderPartitions({ group, partitions, furtherPartitions }: GroupVerdict): Html {
  if (partitions.length === 0) {
    return nothing;
  }
  const title = `Partitions of ${group} that are not OK, worst first`;
  return html`${renderTable({
    title,
    columns: ['Partition', 'Verdict', '#Lag', '#Committed', '#End', 'Why'],
    rows: partitions.map(toCells),
  })}
${furtherPartitions > 0 ? html`<p class="muted">… and ${counted(furtherPartitions, 'more partition')} not OK.</p>` : nothing}`;
}

function toCells(at: PartitionVerdict): readonly Cell[] {
  const { topic, partition, verdict, lagRecords, committedOffset, endOffset, evidence } = at;
  const figures = [lagRecords, committedOffset, endOffset].map(grouped);
  return [`${topic}-${partition}`, renderBadge(verdict), ...figures, evidence];
}

function renderQuiet(groups: readonly GroupVerdict[]): Html {
  if (groups.length === 0) {
    return nothing;
  }
  const further = groups.length - quietRowsShown;
  const rows = groups
    .slice(0, quietRowsShown)
    .map(({ group, kind, state, verdict, lagRecords, partitionCount }) => [
      group,
      renderBadge(verdict),
      grouped(lagRecords),
      grouped(partitionCount),
      kind,
      state,
    ]);
  const columns = ['Group', 'Verdict', '#Lag', '#Partitions', 'Kind', 'State'];
  return html`<section aria-labelledby="quiet">
<h2 id="quiet">Groups with nothing to do</h2>
<div class="card">${renderTable({ title: 'Groups with nothing to do', columns, rows })}</div>
${further > 0 ? html`<p class="muted">… and ${counted(further, 'more group')}.</p>` : nothing}
</section>`;
}
