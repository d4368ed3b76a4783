import { bundleForBrowser } from '../../../scripts/bundle-for-browser.ts';
import { readText } from '../read-text.ts';

export interface CostPageAssets {
  readonly script: string;
  readonly style: string;
}

/** What the page of costs carries inside itself. */
export const costPageAssets: CostPageAssets = {
  script: await bundleForBrowser(new URL('../page/cost-explorer.js', import.meta.url)),
  style: [
    readText(import.meta.resolve('uplot/dist/uPlot.min.css')),
    ...['colours.css', 'lag-report.css', 'cost-explorer.css'].map(name =>
      readText(new URL(`../page/${name}`, import.meta.url)),
    ),
  ].join('\n'),
};
