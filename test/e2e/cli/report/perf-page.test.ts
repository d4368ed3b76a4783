import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPerfPage } from '../../../../cli/report/perf/perf-page.ts';
import { comparePerf } from '../../../../src/domain/perf/comparison.ts';
import { anyLatency, anyLoad, loadResult, perfReport } from '../../../builders/perf-report.ts';
import { launchChromium } from './chromium.ts';
import { findContrastProblems, findStructureProblems } from './page-checks.ts';

const slower = loadResult({
  ...{ bytesPerSecond: 500_000, recordsPerSecond: 500, achievedShare: 0.5, failedRecords: 12 },
  latency: { ...anyLatency, p99Ms: 812.4 },
  errors: [{ error: 'NOT_ENOUGH_REPLICAS', count: 12 }],
  verdict: { kind: 'failed', reasons: ['12 records could not be written'] },
});
const comparison = comparePerf(
  { name: 'MSK', report: perfReport(), price: { usdPerHour: 1.8, basis: 'as given' } },
  {
    name: '</script><script>document.title = "taken"</script>',
    report: perfReport([loadResult({ load: { ...anyLoad, recordsPerSecond: 500 } }), slower], {
      kneeRecordsPerSecond: 500,
    }),
    price: { usdPerHour: 0.9, basis: 'as given' },
  },
);

let browser: Browser;
let directory: string;
const urls = { one: '', two: '' };
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'perf-page-'));
  const pages = {
    one: renderPerfPage([{ name: 'this load', report: perfReport([slower]) }]),
    two: renderPerfPage(comparison.sides, comparison),
  };
  for (const name of ['one', 'two'] as const) {
    const file = join(directory, `${name}.html`);
    await writeFile(file, pages[name]);
    urls[name] = pathToFileURL(file).href;
  }
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await rm(directory, { recursive: true });
});

/** Opens a page; whatever it complains of or asks the network for fails the test. */
async function withPage(
  { name = 'two', ...options }: BrowserContextOptions & { readonly name?: keyof typeof urls },
  test: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1000, height: 800 }, ...options });
  const problems: string[] = [];
  context.on('console', message => problems.push(`console: ${message.text()}`));
  context.on('weberror', error => problems.push(`error: ${error.error().message}`));
  context.on('request', request => {
    if (request.url() !== urls[name] && request.url() !== 'data:,') problems.push(`request: ${request.url()}`);
  });
  try {
    const page = await context.newPage();
    await page.goto(urls[name]);
    if (options.javaScriptEnabled !== false) await page.waitForSelector('.u-legend');
    await test(page);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
  }
}

describe('the page of a load in a browser', () => {
  it('draws throughput and percentiles of both, loads nothing and complains of nothing', async () => {
    await withPage({}, async page => {
      expect(await page.title()).toMatch(/^MSK and /);
      expect(await page.locator('canvas').count()).toBe(2);
      const legends = await page.locator('.u-legend').allInnerTexts();
      expect(legends.map(text => text.includes('MSK'))).toEqual([true, true]);
    });
  });

  it('says what differs, costs and failed', async () => {
    await withPage({}, async page => {
      const told = await page.locator('main').innerText();
      expect(told).toMatch(/cost of what was written/);
      expect(told).toMatch(/0\.5\d+ USD\/GB/);
      expect(told).toMatch(/It keeps up with 500 records\/s/);
    });
    await withPage({ name: 'one' }, async page => {
      expect(await page.locator('h1').innerText()).toBe('Failed: 12 records could not be written');
      expect(await page.locator('main').innerText()).toMatch(/failed: NOT_ENOUGH_REPLICAS/);
    });
  });

  it('can be read on a phone, in the dark, without a script, and by a screen reader', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await withPage({ viewport: { width: 360, height: 740 }, colorScheme }, async page => {
        const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
        expect(await page.evaluate(findContrastProblems)).toEqual([]);
        expect(await page.evaluate(findStructureProblems)).toEqual([]);
      });
    }
    await withPage({ javaScriptEnabled: false }, async page => {
      expect(await page.locator('main').innerText()).toMatch(/latency, p99/);
    });
  });
});
