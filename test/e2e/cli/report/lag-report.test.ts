import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderLagReport } from '../../../../cli/report/lag-report.ts';
import { lagHistory } from '../../../builders/lag-history.ts';
import { groupVerdict, lagReport, stalledBilling } from '../../../builders/lag-report.ts';
import { launchChromium } from './chromium.ts';
import { findContrastProblems, findStructureProblems } from './page-checks.ts';

const long = 'connect-sink.with-a-really-long-name.production.eu-central-1.orders-and-refunds-v2';
const report = lagReport(
  [
    stalledBilling,
    groupVerdict({
      group: 'search-index',
      kind: 'share',
      verdict: 'WARN',
      lagRecords: 3012,
      nextStep: { sentence: 'give the group more consumers', runbook: 'docs/runbooks/lag-warn.md' },
      findings: [{ kind: 'recordsLost', topic: 'orders', partition: 1, sentence: 'orders-1: 12 records were deleted' }],
    }),
    groupVerdict({ group: '</script><script>document.title = "taken"</script>', verdict: 'NEW' }),
    groupVerdict({ group: long }),
    groupVerdict(),
  ],
  { unreadable: [{ what: 'groups of broker 2', count: 1, errorCode: 10_001, sentence: 'it cannot be reached' }] },
);

let browser: Browser;
let directory: string;
let url: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lag-report-'));
  const file = join(directory, 'lag.html');
  await writeFile(file, renderLagReport(report, lagHistory));
  url = pathToFileURL(file).href;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await rm(directory, { recursive: true });
});

/** Opens the page; whatever it complains of or asks the network for fails the test. */
async function withPage(options: BrowserContextOptions, test: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1000, height: 800 }, ...options });
  const problems: string[] = [];
  context.on('console', message => problems.push(`console: ${message.text()}`));
  context.on('weberror', error => problems.push(`error: ${error.error().message}`));
  context.on('request', request => {
    if (request.url() !== url && request.url() !== 'data:,') problems.push(`request: ${request.url()}`);
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector('.u-legend');
    await test(page);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
  }
}

describe('the lag report in a browser', () => {
  it('draws its charts, loads nothing and complains of nothing', async () => {
    await withPage({}, async page => {
      expect(await page.title()).toBe('1 group needs a person, 1 needs an eye · lag of MkU3OEVBNTcwNTJENDM2Qk');
      expect(await page.locator('canvas').count()).toBe(3);
      const inked = await page.locator('canvas').first().evaluate(countInk);
      expect(inked).toBeGreaterThan(1000);
      expect(await page.locator('.u-legend').innerText()).toMatch(/billing\s*12,345/);
    });
  });

  it('draws them in a browser that was started without a locale too', async () => {
    await withPage({ locale: undefined }, async page => {
      expect(await page.evaluate(() => globalThis.navigator.language)).toBe('en-US');
      expect(await page.locator('canvas').count()).toBe(3);
    });
  });

  it.each([320, 360, 768])('fits a screen of %i pixels without scrolling sideways', async width => {
    await withPage({ viewport: { width, height: 740 } }, async page => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await page.locator('table:visible').evaluateAll(widestOverflow)).toBeLessThanOrEqual(0);
    });
  });

  it.each(['light', 'dark'] as const)(
    'can be read in %s colours: every text has contrast enough',
    async colorScheme => {
      await withPage({ colorScheme }, async page => {
        const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
        expect(background).toBe(colorScheme === 'light' ? 'rgb(245, 246, 248)' : 'rgb(16, 21, 27)');
        expect(await page.evaluate(findContrastProblems)).toEqual([]);
      });
    },
  );

  it('is built so that a screen reader and a keyboard find their way', async () => {
    await withPage({}, async page => {
      expect(await page.evaluate(findStructureProblems)).toEqual([]);
      await page.locator('summary').focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('details table').first().isVisible()).toBe(true);
      expect(await page.locator('details tbody tr').count()).toBe(10);
    });
  });

  it('says everything without its script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(url);
    expect(await page.locator('article').first().innerText()).toContain('the commit stands at 41,207');
    await context.close();
  });

  it('prints dark on white', async () => {
    await withPage({ colorScheme: 'dark' }, async page => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(24, 33, 44)');
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      expect(await page.locator('canvas').count()).toBe(3);
      // The charts are drawn anew when the browser has told them of the paper.
      await expect.poll(() => page.locator('.u-marker').nth(1).getAttribute('style')).toContain('rgb(179, 38, 30)');
    });
  });
});

interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): { getImageData(...box: number[]): { readonly data: Uint8ClampedArray } };
}

function countInk(canvas: unknown): number {
  const { width, height } = canvas as Canvas;
  const { data } = (canvas as Canvas).getContext('2d').getImageData(0, 0, width, height);
  let inked = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) inked += 1;
  return inked;
}

function widestOverflow(tables: readonly unknown[]): number {
  const boxes = tables.map(
    table => (table as { parentElement: { scrollWidth: number; clientWidth: number } }).parentElement,
  );
  return Math.max(...boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
}
