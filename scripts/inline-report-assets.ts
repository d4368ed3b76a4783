import type { Plugin } from 'esbuild';

/** Puts the texts of the lag report's page into a bundle, which has no source tree and no node_modules beside it. */
export const inlineReportAssets: Plugin = {
  name: 'inline-report-assets',
  setup(build) {
    build.onLoad({ filter: /cli\/report\/assets\.ts$/ }, async () => {
      const { reportAssets } = await import('../cli/report/assets.ts');
      return { contents: `export const reportAssets = ${JSON.stringify(reportAssets)};`, loader: 'js' };
    });
  },
};
