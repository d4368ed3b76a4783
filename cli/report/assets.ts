import { readText } from './read-text.ts';

/** What the page of a lag check carries inside itself; most of it is in the page of a load too. */
export const reportAssets = {
  language: readText(new URL('./page/language.js', import.meta.url)),
  chartLibrary: readText(import.meta.resolve('uplot/dist/uPlot.iife.min.js')),
  chartLibraryStyle: readText(import.meta.resolve('uplot/dist/uPlot.min.css')),
  keptCharts: readText(new URL('./page/kept-charts.js', import.meta.url)),
  charts: readText(new URL('./page/charts.js', import.meta.url)),
  colours: readText(new URL('./page/colours.css', import.meta.url)),
  style: readText(new URL('./page/lag-report.css', import.meta.url)),
} as const;
