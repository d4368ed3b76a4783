import { readFileSync } from 'node:fs';
import { bundleForBrowser } from '../../../scripts/bundle-for-browser.ts';

export interface CostPageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * What the page carries inside itself, made from the sources here; a bundle holds the texts instead, put there by
 * scripts/inline-report-assets.ts.
 */
export const costPageAssets: CostPageAssets = {
  script: await bundleForBrowser(new URL('../page/cost-explorer.js', import.meta.url)),
  style: [
    readText(import.meta.resolve('uplot/dist/uPlot.min.css')),
    ...['colours.css', 'lag-report.css', 'cost-explorer.css'].map(name =>
      readText(new URL(`../page/${name}`, import.meta.url)),
    ),
  ].join('\n'),
};

function readText(url: string | URL): string {
  return readFileSync(new URL(url), 'utf8');
}
