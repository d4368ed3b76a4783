import { grouped, isoInstant } from '../../src/domain/lag/figures.ts';
import type { GroupVerdict, LagReport } from '../../src/domain/lag/verdict.ts';
import { type Html, html, nothing } from './html.ts';
import type { GroupHistory, LagHistory } from './lag-history.ts';
import { renderTable } from './table.ts';

/** More lines than this cannot be told apart. */
const linesShown = 6;
const figuresShown = 60;

/** What page/charts.js draws: times once, then the overview's lines and one line a card. */
export function chartData(history: LagHistory, carded: readonly GroupVerdict[]) {
  const names = new Set(carded.map(({ group }) => group));
  return {
    timesS: history.timesMs.map(timeMs => timeMs / 1000),
    overview: linesOf(history),
    groups: history.groups.filter(({ group }) => names.has(group)),
  };
}

/** One chart of the groups with the most lag, and its figures for who cannot see it. */
export function renderOverview(history: LagHistory, report: LagReport): Html {
  const lines = linesOf(history);
  if (!canBeDrawn(history) || lines.length === 0) {
    return nothing;
  }
  const title =
    report.groups.length > lines.length ? `Lag over time, the ${lines.length} groups with the most` : 'Lag over time';
  return html`<section class="card" aria-labelledby="over-time">
<h2 id="over-time">${title}</h2>
<div class="chart" data-chart="overview" role="img" aria-label="Lag in records over time; the figures are in the table below"></div>
<details><summary>The figures</summary>
${renderTable({
  title: 'Lag in records by time and group',
  columns: ['Time', ...lines.map(({ group }) => `#${group}`)],
  rows: figureRows(history, lines),
})}
</details>
</section>`;
}

export function renderGroupChart(history: LagHistory, group: string): Html {
  const hasHistory = history.groups.some(line => line.group === group);
  return canBeDrawn(history) && hasHistory
    ? html`<div class="chart small" data-chart="${group}" role="img" aria-label="Lag of this group over time"></div>`
    : nothing;
}

function canBeDrawn({ timesMs }: LagHistory): boolean {
  return timesMs.length >= 2;
}

function linesOf({ groups }: LagHistory): GroupHistory[] {
  const most = ({ lagRecords }: GroupHistory) => lagRecords.reduce<number>((top, lag) => Math.max(top, lag ?? 0), 0);
  return groups.toSorted((a, b) => most(b) - most(a)).slice(0, linesShown);
}

function figureRows({ timesMs }: LagHistory, lines: readonly GroupHistory[]): string[][] {
  const first = Math.max(0, timesMs.length - figuresShown);
  return timesMs.slice(first).map((timeMs, at) => [
    isoInstant(timeMs),
    ...lines.map(({ lagRecords }) => {
      const lag = lagRecords[first + at] ?? null;
      return lag === null ? 'not read' : grouped(lag);
    }),
  ]);
}
