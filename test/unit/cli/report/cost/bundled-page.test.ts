import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { costPageAssets } from '../../../../../cli/report/cost/page-assets.ts';
import { inlineReportAssets } from '../../../../../scripts/inline-report-assets.ts';

it('carries the same script and style from a bundle that lies alone in a directory', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'bundled-cost-page-'));
  try {
    const outfile = join(directory, 'page-assets.mjs');
    const entry = resolve(import.meta.dirname, '../../../../../cli/report/cost/page-assets.ts');
    const options = { bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' } as const;
    await build({ ...options, entryPoints: [entry], outfile, plugins: [inlineReportAssets] });
    const bundled = (await import(pathToFileURL(outfile).href)) as { costPageAssets: typeof costPageAssets };
    expect(bundled.costPageAssets).toEqual(costPageAssets);
  } finally {
    await rm(directory, { recursive: true });
  }
});

it('has a script that fits into its element', () => {
  expect(costPageAssets.script).not.toContain('</script');
  expect(costPageAssets.script).not.toContain('<!--');
  expect(costPageAssets.script.length).toBeLessThan(250_000);
});
