import type { LagReport } from '../../src/domain/lag/verdict.ts';
import { reportAssets } from './assets.ts';
import { chartData, renderOverview } from './charts.ts';
import { renderDocument } from './document.ts';
import { cardedGroups, renderGroups } from './groups.ts';
import { html } from './html.ts';
import type { LagHistory } from './lag-history.ts';
import { headlineOf, renderFigures, renderHowTaken, renderUnreadable } from './summary.ts';

/**
 * A lag check as one self-contained page, which says everything without its charts too.
 */
export function renderLagReport(report: LagReport, history: LagHistory): string {
  const style = [reportAssets.chartLibraryStyle, reportAssets.colours, reportAssets.style].join('\n');
  const script = [reportAssets.language, reportAssets.chartLibrary, reportAssets.keptCharts, reportAssets.charts].join(
    '\n',
  );
  const { sentence, severity } = headlineOf(report);
  const body = html`
<header>
  <p class="kicker">Lag report · cluster <span class="name">${report.clusterId}</span></p>
  <h1 class="${severity}">${sentence}</h1>
  <p class="muted">Read at <time datetime="${report.takenAt}">${report.takenAt}</time></p>
</header>
<main>
${renderFigures(report)}
${renderOverview(history, report)}
${renderUnreadable(report)}
${renderGroups(report, history)}
</main>
${renderHowTaken(report)}`;
  return renderDocument({
    title: `${sentence} · lag of ${report.clusterId}`,
    style,
    script,
    body,
    data: { id: 'lag-over-time', value: chartData(history, cardedGroups(report)) },
  });
}
