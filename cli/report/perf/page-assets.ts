import { readText } from '../read-text.ts';

/** What the page of a load carries inside itself beside what the page of a lag check has too. */
export const perfPageAssets = {
  charts: readText(new URL('../page/perf-charts.js', import.meta.url)),
  style: readText(new URL('../page/perf-report.css', import.meta.url)),
} as const;
