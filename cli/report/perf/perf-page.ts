import { isoInstant } from '../../../src/domain/lag/figures.ts';
import {
  type ComparedSide,
  type PerfComparison,
  type PerfSide,
  resultOf,
} from '../../../src/domain/perf/comparison.ts';
import { figureText } from '../../render/perf-compare.ts';
import { loadText } from '../../render/perf-words.ts';
import { reportAssets } from '../assets.ts';
import { renderDocument } from '../document.ts';
import { type Html, html, nothing } from '../html.ts';
import { renderTable } from '../table.ts';
import { perfPageAssets } from './page-assets.ts';
import { perfChartData } from './perf-chart-data.ts';
import { renderErrors, renderLatencies, renderRamp, renderSeconds } from './perf-tables.ts';

const { chartLibrary, chartLibraryStyle, keptCharts, language, colours, style } = reportAssets;

/** One load, or two beside each other, as one self-contained page, which says everything without its charts too. */
export function renderPerfPage(sides: readonly (PerfSide | ComparedSide)[], comparison?: PerfComparison): string {
  const title = comparison === undefined ? titleOf(sides[0]!) : sides.map(({ name }) => name).join(' and ');
  const isPassed = sides.every(({ report }) => resultOf(report).verdict.kind === 'passed');
  const body = html`
<header>
  <p class="kicker">${comparison === undefined ? 'Load report' : 'Load comparison'}</p>
  <h1 class="${isPassed ? 'ok' : 'error'}">${title}</h1>
  ${sides.map(side => html`<p class="muted">${introductionOf(side)}</p>`)}
</header>
<main>
${comparison === undefined ? nothing : renderComparison(comparison)}
<section class="card" aria-labelledby="throughput"><h2 id="throughput">Throughput over time</h2>
<div class="chart" data-chart="throughput" role="img" aria-label="Bytes written a second over time; the figures are in the table below"></div>
<details><summary>The figures</summary>${sides.map(renderSeconds)}</details></section>
<section class="card" aria-labelledby="latency"><h2 id="latency">Latency by percentile</h2>
<p class="muted">From when a record was to be sent to when it was acknowledged; dashed: from when its request left.</p>
<div class="chart" data-chart="latency" role="img" aria-label="Latency by percentile; the figures are in the table below"></div>
${renderLatencies(sides)}</section>
<section class="card" aria-labelledby="errors"><h2 id="errors">Errors</h2>${renderErrors(sides)}</section>
${sides.map(renderRamp)}
</main>
<footer><h2>How this was taken</h2>
<p>Records are due at fixed times, whatever the cluster does; one that has to wait is late by that wait. The warm-up is in the chart over time
and in no figure. All records are numbered and read back.</p></footer>`;
  return renderDocument({
    title: `${title} · Kafka load`,
    style: [chartLibraryStyle, colours, style, perfPageAssets.style].join('\n'),
    script: [language, chartLibrary, keptCharts, perfPageAssets.charts].join('\n'),
    body,
    data: { id: 'perf-data', value: perfChartData(sides) },
  });
}

function titleOf({ report }: PerfSide): string {
  const { verdict, recordsPerSecond, bytesPerSecond } = resultOf(report);
  const rate = `${figureText(recordsPerSecond, 'records/s')} records, ${figureText(bytesPerSecond, 'bytes/s')}`;
  if (verdict.kind === 'failed') return `Failed: ${verdict.reasons[0] ?? rate}`;
  return `${verdict.kind === 'passed' ? 'Passed' : 'Interrupted'}: ${rate}`;
}

function introductionOf({ name, report }: PerfSide): string {
  const { load, startedAt } = resultOf(report);
  const { partitions, replicationFactor } = report.topic;
  const started = isoInstant(Date.parse(startedAt));
  return `${name}: cluster ${report.clusterId}, ${partitions} partitions with ${replicationFactor} copies, from ${started}: ${loadText(load)}`;
}

function renderComparison({ sides, rows, differences }: PerfComparison): Html {
  const [first, second] = sides;
  const cells = rows.map(({ name, unit, values: [one, other], ratio }) => [
    name,
    figureText(one, unit),
    figureText(other, unit),
    ratio === undefined ? '–' : `× ${ratio.toFixed(2)}`,
  ]);
  const costs = sides.flatMap(({ name, cost }) => (cost === undefined ? [] : [html`<li>${name}: ${cost.basis}</li>`]));
  return html`<section class="card" aria-labelledby="compared"><h2 id="compared">Side by side</h2>
${renderTable({ title: 'Figures of both loads', columns: ['Figure', `#${first.name}`, `#${second.name}`, '#Ratio'], rows: cells })}
${costs.length === 0 ? nothing : html`<h3>Cost</h3><ul>${costs}</ul>`}
${differences.length === 0 ? nothing : html`<h3>What was not alike</h3><ul>${differences.map(each => html`<li>${each}</li>`)}</ul>`}
</section>`;
}
