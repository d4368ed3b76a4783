import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { yearTexts } from '../../../../cli/render/cost-words.ts';
import { renderCostPage } from '../../../../cli/report/cost/cost-page.ts';
import { csvOf } from '../../../../cli/report/cost/csv.ts';
import { inputsOf, linkOf } from '../../../../cli/report/cost/inputs.ts';
import { costPageAssets } from '../../../../cli/report/cost/page-assets.ts';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import type { PricedOption } from '../../../../src/domain/cost/estimate.ts';
import type { EstimateRequest } from '../../../../src/domain/cost/estimate-request.ts';
import { usdText } from '../../../../src/domain/cost/money.ts';
import { defaultTasks } from '../../../../src/domain/cost/people.ts';
import { priceBookOf } from '../../../../src/domain/cost/price-data.ts';
import { allDuties } from '../../../../src/domain/duties/all-duties.ts';
import { estimateCost } from '../../../../src/operations/estimate-cost.ts';
import { anyRequest } from '../../../builders/estimate-request.ts';
import { launchChromium } from './chromium.ts';
import { findContrastProblems, findStructureProblems } from './page-checks.ts';

const book = priceBookOf(embeddedPrices);
let browser: Browser;
let directory: string;
let url: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cost-page-'));
  const file = join(directory, 'cost.html');
  await writeFile(file, renderCostPage(anyRequest, embeddedPrices, costPageAssets));
  url = pathToFileURL(file).href;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await rm(directory, { recursive: true });
});

/** Opens the page; whatever it complains of or asks the network for fails the test. */
async function withPage(
  options: BrowserContextOptions & { readonly link?: string },
  test: (page: Page) => Promise<void>,
): Promise<void> {
  const { link, ...more } = options;
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1200, height: 900 }, ...more });
  const problems: string[] = [];
  context.on('console', message => problems.push(`console: ${message.text()}`));
  context.on('weberror', error => problems.push(`error: ${error.error().message}`));
  context.on('request', request => {
    if (!/^(data|blob):/.test(request.url()) && request.url().replace(/#.*$/s, '') !== url)
      problems.push(`request: ${request.url()}`);
  });
  try {
    const page = await context.newPage();
    await page.goto(link === undefined ? url : `${url}#${link}`);
    await page.waitForSelector('.u-legend');
    await test(page);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
  }
}

const totalsShown = (page: Page) =>
  page
    .locator('[data-total]')
    .evaluateAll(found =>
      Object.fromEntries(
        (found as { dataset: { total: string }; textContent: string }[]).map(each => [
          each.dataset.total,
          each.textContent,
        ]),
      ),
    );

const yearsShown = (page: Page) =>
  page
    .locator('[data-years]')
    .evaluateAll(found =>
      Object.fromEntries(
        (found as { dataset: { years: string }; textContent: string }[]).map(each => [
          each.dataset.years,
          each.textContent,
        ]),
      ),
    );

/** What the table of hours says when one of them is typed over. */
const tasksWith = (name: string, ec2: number) =>
  defaultTasks.map(row => (row.task === name ? { ...row, hoursPerMonth: { ...row.hoursPerMonth, ec2 } } : row));

function priced(request: EstimateRequest): PricedOption {
  const found = estimateCost(request, book).comparison.options.find(({ option }) => option === 'ec2');
  if (found?.kind !== 'priced') throw new Error('EC2 has no price');
  return found;
}

function totalsOf(request: EstimateRequest): Record<string, string> {
  const { options } = estimateCost(request, book).comparison;
  return Object.fromEntries(
    options.flatMap(found => (found.kind === 'priced' ? [[found.option, usdText(found.bill.totalMicroUsd)]] : [])),
  );
}

const hours = { 'msk-standard': 2.5, 'msk-express': 1, 'msk-serverless': 0, ec2: 30 };
const requests: readonly (readonly [string, EstimateRequest])[] = [
  ['the one asked for', anyRequest],
  ['a small one in Ireland', { ...anyRequest, region: 'eu-west-1', in: '300KB/s', retention: '36h', partitions: '40' }],
  [
    'a tier, peaks and rack awareness',
    { ...anyRequest, peakIn: '120MB/s', localRetention: '6h', sameZoneFetch: '100%' },
  ],
  ["AWS's rule in GB", { ...anyRequest, model: 'aws', gigabyte: 'GB', hours: '744', in: '800MiB/s', fanOut: '1.5' }],
  [
    'commitments, people and extras',
    {
      ...anyRequest,
      commitment: '3-year',
      compression: '2.7',
      options: ['msk-standard', 'ec2'],
      logs: '200KB/s',
      people: { usdPerHour: '82.50', inTotals: true, tasks: [{ task: 'nights', hoursPerMonth: hours }] },
    },
  ],
];

describe('the cost page in a browser', () => {
  it.each(requests)('shows to the cent what the command line says, by a link: %s', async (_what, request) => {
    const link = linkOf(inputsOf(request));
    await withPage({ link }, async page => {
      const totals = totalsOf(request);
      expect(Object.keys(totals).length).toBeGreaterThan(0);
      expect(await totalsShown(page)).toEqual(totals);
      // The link that the page writes opens to the same.
      const written = () => page.evaluate<string>('location.hash.slice(1)');
      const byField = (text: string) => Object.fromEntries(new URLSearchParams(text));
      await expect.poll(async () => byField(await written())).toEqual(byField(link));
    });
  });

  it('follows fields that are typed into, chosen and unticked', async () => {
    await withPage({}, async page => {
      await page.getByLabel('Written on average', { exact: true }).fill('7MB/s');
      await page.getByLabel('Retention', { exact: true }).fill('20d');
      await page.getByLabel('Region').selectOption('ap-southeast-1');
      await page.getByText('How it is sized and billed').click();
      await page.getByLabel('EC2 machines').selectOption('1-year');
      await page.getByRole('checkbox', { name: 'MSK Serverless' }).uncheck();
      const request: EstimateRequest = {
        ...anyRequest,
        in: '7MB/s',
        retention: '20d',
        region: 'ap-southeast-1',
        commitment: '1-year',
        options: ['msk-standard', 'msk-express', 'ec2'],
      };
      expect(await totalsShown(page)).toEqual(totalsOf(request));
      await expect.poll(() => page.evaluate('location.hash')).toContain('options=');
      await page.reload();
      await page.waitForSelector('.u-legend');
      expect(await totalsShown(page)).toEqual(totalsOf(request));
    });
  });

  it('follows a slider moved by keys, and takes given peaks along', async () => {
    await withPage({ link: linkOf(inputsOf({ ...anyRequest, peakIn: '100MB/s' })) }, async page => {
      await page.getByLabel('Written on average, slider').focus();
      // Down and up again: what goes along comes back to where it was.
      for (const key of ['Home', 'PageUp', 'ArrowRight', 'End']) await page.keyboard.press(key);
      expect(await page.locator('#in').inputValue()).toBe('2GB/s');
      expect(await page.locator('#peakIn').inputValue()).toBe('4GB/s');
      expect(await totalsShown(page)).toEqual(totalsOf({ ...anyRequest, in: '2GB/s', peakIn: '4GB/s' }));
      expect(await page.getByLabel('Written on average, slider').getAttribute('aria-valuetext')).toBe('2GB/s');
      expect(await page.locator('#headline').getAttribute('aria-live')).toBe('polite');
    });
  });

  it('says which field cannot be used, keeps the last answer, and recovers', async () => {
    await withPage({}, async page => {
      const before = await totalsShown(page);
      await page.locator('#in').fill('50Mbps');
      expect(await page.getByRole('alert').innerText()).toContain('“Written on average” "50Mbps" counts bits');
      expect(await page.locator('[aria-invalid=true]').count()).toBe(1);
      expect(await totalsShown(page)).toEqual(before);
      await page.locator('#in').fill('50MB/s');
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(await page.locator('[aria-invalid=true]').count()).toBe(0);
    });
  });

  it.each(['in=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&region=%3Cb%3E', 'tasks=%7B', 'nonsense=1', '%%%'])(
    'takes no harm from the link %s',
    async link => {
      await withPage({}, async page => {
        await page.evaluate(`location.hash = ${JSON.stringify(link)}`);
        await page.getByRole('alert').waitFor();
        expect(await page.locator('img, b').count()).toBe(0);
        await page.getByRole('button', { name: 'Start again' }).click();
        expect(await page.getByRole('alert').count()).toBe(0);
        expect(await totalsShown(page)).toEqual(totalsOf(anyRequest));
      });
    },
  );

  it('draws the curve along what is chosen, and says it in words and figures', async () => {
    await withPage({}, async page => {
      expect(await page.locator('canvas').count()).toBe(1);
      expect(await page.locator('#curve-text > p').innerText()).toContain('The cheapest: MSK Standard up to');
      await page.getByLabel('Along', { exact: true }).selectOption('retention');
      expect(await page.locator('#curve-text thead').textContent()).toContain('retention');
      expect(await page.locator('#flips li').count()).toBeGreaterThan(0);
    });
  });

  it.each<[string, Partial<EstimateRequest>, string]>([
    ['no option carries it', { in: '900GB/s' }, 'No option carries this workload'],
    ['nothing is read', { fanOut: '0' }, 'is the cheapest'],
    ['one option is left', { options: ['ec2'], types: ['m7g.large'] }, 'Kafka on EC2 is the cheapest'],
    ['a price is missing', { region: 'ap-southeast-1', kmsKeys: '2' }, 'No option'],
  ])('stays whole where %s', async (_what, turned, headline) => {
    const request = { ...anyRequest, ...turned };
    await withPage({ link: linkOf(inputsOf(request)) }, async page => {
      expect(await page.locator('h1').innerText()).toContain(headline);
      expect(await totalsShown(page)).toEqual(totalsOf(request));
      for (const along of ['fan-out', 'retention', 'partitions', 'throughput']) {
        await page.getByLabel('Along', { exact: true }).selectOption(along);
        expect(await page.locator('canvas').count()).toBe(1);
      }
      expect(await page.locator('#curve-text > p').innerText()).toContain('The cheapest: ');
    });
  });

  it('shows every line of a bill with its formula and source', async () => {
    await withPage({}, async page => {
      await page.locator('[data-bill=ec2] summary').focus();
      await page.keyboard.press('Enter');
      const bill = page.getByRole('table', { name: 'Bill of Kafka on EC2' });
      expect(await bill.innerText()).toContain('copies in other zones');
      expect(await bill.innerText()).toContain(totalsOf(anyRequest).ec2);
      // It stays open while inputs change.
      await page.locator('#partitions').fill('1200');
      expect(await bill.isVisible()).toBe(true);
    });
  });

  it('counts hours of people that are edited, beside the totals and in them', async () => {
    await withPage({}, async page => {
      await page.getByText('Hours by task').click();
      const field = page.getByLabel('Kafka upgrades, Kafka on EC2, hours a month');
      await field.fill('12.25');
      const people = { tasks: tasksWith('Kafka upgrades', 12.25), usdPerHour: '80' };
      await page.locator('summary', { hasText: /^People$/ }).click();
      await page.getByLabel('USD an hour of people').fill('80');
      const { bill } = priced({ ...anyRequest, people });
      const sums = page.getByRole('table', { name: 'People a month' });
      expect(await sums.innerText()).toContain(usdText(bill.peopleMicroUsd));
      expect(await totalsShown(page)).toEqual(totalsOf(anyRequest));
      await page.getByLabel('Count them').selectOption('true');
      const counted = { ...anyRequest, people: { ...people, inTotals: true } };
      expect(await totalsShown(page)).toEqual(totalsOf(counted));
      // The field is the one that was typed into, and the link has what it says.
      expect(await field.inputValue()).toBe('12.25');
      await expect.poll(() => page.evaluate('location.hash')).toMatch(/12\.25.*inTotals=true|inTotals=true.*12\.25/);
      await page.reload();
      await page.waitForSelector('.u-legend');
      expect(await totalsShown(page)).toEqual(totalsOf(counted));
      await page.getByRole('button', { name: 'Start again' }).click();
      expect(await field.inputValue()).toBe('3');
      expect(await totalsShown(page)).toEqual(totalsOf(anyRequest));
    });
  });

  it('names the hours that cannot be used', async () => {
    await withPage({}, async page => {
      await page.getByText('Hours by task').click();
      const field = page.getByLabel('users and rights, MSK Express, hours a month');
      for (const text of ['many', '745', '-1']) {
        await field.fill(text);
        expect(await page.getByRole('alert').innerText()).toContain('“users and rights, MSK Express” has to be');
        expect(await field.getAttribute('aria-invalid')).toBe('true');
      }
      await field.fill('2');
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(await field.getAttribute('aria-invalid')).toBe('false');
    });
  });

  it.each(['0%', '4%', '15%'])(
    'shows three years at %s growth to the cent as the command line has them',
    async growth => {
      const request = { ...anyRequest, growth };
      await withPage({ link: linkOf(inputsOf(request)) }, async page => {
        const { options } = estimateCost(request, book).answers.threeYears;
        const wanted = Object.fromEntries(options.map(each => [each.option, usdText(each.totalMicroUsd)]));
        await expect.poll(() => yearsShown(page)).toEqual(wanted);
        const table = await page.getByRole('table', { name: 'USD in three years' }).innerText();
        for (const grown of options) {
          for (const text of [...yearTexts(grown), usdText(grown.peopleMicroUsd)]) expect(table).toContain(text);
        }
      });
    },
  );

  it('says who does what on the options that are ticked', async () => {
    await withPage({ link: linkOf(inputsOf({ ...anyRequest, options: ['msk-express', 'ec2'] })) }, async page => {
      await page.getByText('Sixteen duties').click();
      const table = page.getByRole('table', { name: 'Who does what' });
      expect(await table.locator('thead th').allInnerTexts()).toEqual(['Duty', 'MSK Express', 'Kafka on EC2']);
      expect(await table.locator('tbody tr').count()).toBe(allDuties.length);
      expect(await table.innerText()).toContain('covered by scram status');
    });
  });

  it('hands the bills out as CSV', async () => {
    await withPage({}, async page => {
      const { comparison, answers } = estimateCost(anyRequest, book);
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#csv').click()]);
      expect(download.suggestedFilename()).toBe('kafka-cost.csv');
      expect(await readFile(await download.path(), 'utf8')).toBe(csvOf(comparison, answers.threeYears.options));
    });
  });

  it.each([320, 360, 768, 1200])('fits a screen of %i pixels without scrolling sideways', async width => {
    await withPage({ viewport: { width, height: 740 } }, async page => {
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    });
  });

  it('gives a finger 24 pixels to hit, everywhere', async () => {
    await withPage({ viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true }, async page => {
      for (const summary of await page.locator('summary').all()) await summary.click();
      // A box is ticked by its label.
      const small = await page
        .locator('summary, button, select, input:not([type=checkbox]), label:has(input)')
        .evaluateAll(found =>
          (found as { getBoundingClientRect: () => { height: number }; textContent: string }[])
            .map(each => [each.textContent.trim().slice(0, 40), each.getBoundingClientRect().height])
            .filter(([, height]) => Number(height) > 0 && Number(height) < 24),
        );
      expect(small).toEqual([]);
    });
  });

  it.each(['light', 'dark'] as const)(
    'can be read in %s colours: every text has contrast enough',
    async colorScheme => {
      await withPage({ colorScheme }, async page => {
        const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
        expect(background).toBe(colorScheme === 'light' ? 'rgb(245, 246, 248)' : 'rgb(16, 21, 27)');
        for (const summary of await page.locator('summary').all()) await summary.click();
        expect(await page.evaluate(findContrastProblems)).toEqual([]);
      });
    },
  );

  it('is built so that a screen reader and a keyboard find their way', async () => {
    await withPage({}, async page => {
      expect(await page.evaluate(findStructureProblems)).toEqual([]);
      const unnamed = await page
        .locator('input, select, button')
        .evaluateAll(
          found =>
            (found as { labels: ArrayLike<unknown> | null; ariaLabel: string | null; textContent: string }[]).filter(
              each => (each.labels?.length ?? 0) === 0 && each.ariaLabel === null && each.textContent.trim() === '',
            ).length,
        );
      expect(unnamed).toBe(0);
      await page.locator('#region').focus();
      await page.keyboard.press('Tab');
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    });
  });

  it('says what was asked for without its script too', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(url);
    const [express] = [totalsOf(anyRequest)['msk-express']];
    expect(await page.locator('h1').innerText()).toBe(`MSK Express is the cheapest: ${express} USD a month`);
    await context.close();
  });
});
