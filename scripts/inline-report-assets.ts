import type { Plugin } from 'esbuild';

/** Puts the texts of the pages into a bundle, which has no source tree and no node_modules beside it. */
export const inlineReportAssets: Plugin = {
  name: 'inline-report-assets',
  setup(build) {
    build.onLoad({ filter: /cli\/report\/assets\.ts$/ }, async () => {
      const { reportAssets } = await import('../cli/report/assets.ts');
      return { contents: `export const reportAssets = ${JSON.stringify(reportAssets)};`, loader: 'js' };
    });
    build.onLoad({ filter: /cli\/report\/perf\/page-assets\.ts$/ }, async () => {
      const { perfPageAssets } = await import('../cli/report/perf/page-assets.ts');
      return { contents: `export const perfPageAssets = ${JSON.stringify(perfPageAssets)};`, loader: 'js' };
    });
    build.onLoad({ filter: /cli\/report\/cost\/page-assets\.ts$/ }, async () => {
      const { costPageAssets } = await import('../cli/report/cost/page-assets.ts');
      return { contents: `export const costPageAssets = ${JSON.stringify(costPageAssets)};`, loader: 'js' };
    });
  },
};
