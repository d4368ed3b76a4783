import { NO_OFFSET } from '../../src/domain/kafka/snapshot.ts';
import { counted, grouped } from '../../src/domain/lag/figures.ts';
import { nextStepForFinding } from '../../src/domain/lag/next-step.ts';
import type { GroupVerdict, LagFinding, LagReport, NextStep, PartitionVerdict } from '../../src/domain/lag/verdict.ts';
import { whereIs } from '../render/member.ts';
import { renderGroupChart } from './charts.ts';
import { type Html, html, nothing } from './html.ts';
import type { LagHistory } from './lag-history.ts';
import { renderBadge } from './summary.ts';
import { type Cell, renderTable } from './table.ts';

/** A page of ten thousand cards helps nobody; the worst come first and the rest is counted. */
const cardsShown = 100;
const quietRowsShown = 500;

/** The groups that get a card of their own. */
export function cardedGroups({ groups }: LagReport): readonly GroupVerdict[] {
  return groups.filter(isLoud).slice(0, cardsShown);
}

function isLoud({ nextStep, findings }: GroupVerdict): boolean {
  return nextStep !== undefined || findings.length > 0;
}

export function renderGroups(report: LagReport, history: LagHistory): Html {
  const further = report.groups.filter(isLoud).length - cardsShown;
  const cards = cardedGroups(report).map((group, at) => renderCard(group, at, history));
  return html`${cards.length === 0 ? nothing : renderCards(cards, further)}${renderQuiet(report.groups.filter(group => !isLoud(group)))}`;
}

function renderCards(cards: readonly Html[], further: number): Html {
  return html`<section aria-labelledby="trouble">
<h2 id="trouble">Groups to look at, worst first</h2>
${cards}
${renderFurther(further, 'more group')}
</section>`;
}

function renderFurther(count: number, noun: string): Html {
  return count > 0 ? html`<p class="muted">… and ${counted(count, noun)}.</p>` : nothing;
}

function renderCard(group: GroupVerdict, at: number, history: LagHistory): Html {
  const {
    verdict,
    kind,
    state,
    lagRecords,
    partitionCount,
    evidence,
    nextStep,
    findings,
    furtherFindings = 0,
    unreadablePartitions = 0,
  } = group;
  return html`<article class="card" aria-labelledby="group-${at}">
<h3 id="group-${at}">${renderBadge(verdict)} <span class="name">${group.group}</span></h3>
<p class="muted">${grouped(lagRecords)} behind · ${counted(partitionCount, 'partition')}${unreadablePartitions === 0 ? '' : `, ${grouped(unreadablePartitions)} not read`} · ${kind} group, ${state}</p>
<p>${evidence}</p>
${findings.map(({ sentence }) => html`<p class="finding">${sentence}</p>`)}
${renderFurther(furtherFindings, 'more finding')}
${stepsOf(nextStep, findings).map(step => html`<p class="next"><strong>Next:</strong> ${step.sentence} <span class="muted">Runbook: <code>${step.runbook}</code></span></p>`)}
${renderGroupChart(history, group.group)}
${renderPartitions(group)}
</article>`;
}

/** Of the verdict and of each kind of finding, each once: a hanging transaction leads both to the same page. */
function stepsOf(ofVerdict: NextStep | undefined, findings: readonly LagFinding[]): readonly NextStep[] {
  const steps = [
    ...(ofVerdict === undefined ? [] : [ofVerdict]),
    ...findings.map(({ kind }) => nextStepForFinding(kind)),
  ];
  return [...new Map(steps.map(step => [step.runbook, step])).values()];
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
${renderFurther(furtherPartitions, 'more partition')}`;
}

function toCells(at: PartitionVerdict): readonly Cell[] {
  const { topic, partition, verdict, lagRecords, committedOffset, endOffset, evidence, owner } = at;
  const committed = committedOffset === NO_OFFSET ? 'none' : grouped(committedOffset);
  const assigned = owner === undefined ? nothing : html`<p class="muted">Assigned to ${whereIs(owner)}</p>`;
  const why = html`${evidence}${assigned}`;
  return [`${topic}-${partition}`, renderBadge(verdict), grouped(lagRecords), committed, grouped(endOffset), why];
}

function renderQuiet(groups: readonly GroupVerdict[]): Html {
  if (groups.length === 0) {
    return nothing;
  }
  const further = groups.length - quietRowsShown;
  const rows = groups
    .slice(0, quietRowsShown)
    .map(({ group, kind, state, verdict, lagRecords, partitionCount, unreadablePartitions = 0 }) => [
      group,
      renderBadge(verdict),
      grouped(lagRecords),
      unreadablePartitions === 0
        ? grouped(partitionCount)
        : `${grouped(partitionCount)} (${grouped(unreadablePartitions)} not read)`,
      kind,
      state,
    ]);
  const columns = ['Group', 'Verdict', '#Lag', '#Partitions', 'Kind', 'State'];
  return html`<section aria-labelledby="quiet">
<h2 id="quiet">Groups with nothing to do</h2>
<div class="card">${renderTable({ title: 'Groups with nothing to do', columns, rows })}</div>
${renderFurther(further, 'more group')}
</section>`;
}
