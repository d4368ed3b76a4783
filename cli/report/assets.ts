import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * What the page carries inside itself. Read from the sources here; a bundle holds the texts instead, put there by
 * scripts/inline-report-assets.ts.
 */
export const reportAssets = {
  chartLibrary: readText(createRequire(import.meta.url).resolve('uplot/dist/uPlot.iife.min.js')),
  chartLibraryStyle: readText(createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css')),
  charts: readText(new URL('./page/charts.js', import.meta.url)),
  colours: readText(new URL('./page/colours.css', import.meta.url)),
  style: readText(new URL('./page/lag-report.css', import.meta.url)),
} as const;

function readText(path: string | URL): string {
  return readFileSync(path, 'utf8');
}
