import { createHash } from 'node:crypto';
import type { LagReport } from '../../src/domain/lag/verdict.ts';
import { reportAssets } from './assets.ts';
import { chartData, renderOverview } from './charts.ts';
import { cardedGroups, renderGroups } from './groups.ts';
import { html } from './html.ts';
import type { LagHistory } from './lag-history.ts';
import { headlineOf, renderFigures, renderHowTaken, renderUnreadable } from './summary.ts';

/**
 * A lag check as one self-contained page: it loads nothing, runs no script but its own (by hash), and says everything
 * without its charts too.
 */
export function renderLagReport(report: LagReport, history: LagHistory): string {
  const style = [reportAssets.chartLibraryStyle, reportAssets.colours, reportAssets.style].join('\n');
  const script = [reportAssets.language, reportAssets.chartLibrary, reportAssets.charts].join('\n');
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
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policyFor(script, style)}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${html`<title>${sentence} · lag of ${report.clusterId}</title>`.markup}
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>${body.markup}
<script type="application/json" id="lag-over-time">${toScriptJson(chartData(history, cardedGroups(report)))}</script>
<script>${script}</script>
</body>
</html>
`;
}

function policyFor(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** A name such as `</script>` must not end the element that carries it. */
function toScriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}
