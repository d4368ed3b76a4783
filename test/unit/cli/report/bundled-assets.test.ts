import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { renderLagReport } from '../../../../cli/report/lag-report.ts';
import { inlineReportAssets } from '../../../../scripts/inline-report-assets.ts';
import { lagHistory } from '../../../builders/lag-history.ts';
import { lagReport, stalledBilling } from '../../../builders/lag-report.ts';

it('renders the same page from a bundle that lies alone in a directory', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'bundled-report-'));
  try {
    const outfile = join(directory, 'lag-report.mjs');
    const entry = resolve(import.meta.dirname, '../../../../cli/report/lag-report.ts');
    const options = { bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' } as const;
    await build({ ...options, entryPoints: [entry], outfile, plugins: [inlineReportAssets] });
    const bundled = (await import(pathToFileURL(outfile).href)) as { renderLagReport: typeof renderLagReport };
    const report = lagReport([stalledBilling]);
    expect(bundled.renderLagReport(report, lagHistory)).toBe(renderLagReport(report, lagHistory));
  } finally {
    await rm(directory, { recursive: true });
  }
});
