import { readFileSync } from 'node:fs';

/** What the page of a load carries inside itself; a bundle holds the texts instead (scripts/inline-report-assets.ts). */
export const perfPageAssets = {
  language: readText(new URL('../page/language.js', import.meta.url)),
  chartLibrary: readText(import.meta.resolve('uplot/dist/uPlot.iife.min.js')),
  chartLibraryStyle: readText(import.meta.resolve('uplot/dist/uPlot.min.css')),
  keptCharts: readText(new URL('../page/kept-charts.js', import.meta.url)),
  charts: readText(new URL('../page/perf-charts.js', import.meta.url)),
  colours: readText(new URL('../page/colours.css', import.meta.url)),
  style: readText(new URL('../page/lag-report.css', import.meta.url)),
  ownStyle: readText(new URL('../page/perf-report.css', import.meta.url)),
} as const;

function readText(url: string | URL): string {
  return readFileSync(new URL(url), 'utf8');
}
