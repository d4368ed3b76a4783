import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realWorld } from '../../../../cli/real-world.ts';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { readOfferFile } from '../../../../src/adapters/prices/offer-file.ts';
import type { PriceData } from '../../../../src/domain/cost/price-data.ts';
import { OperationError } from '../../../../src/domain/errors.ts';
import { type OfferProduct, offerFile, offerProducts } from '../../../builders/price-offer.ts';
import { scratchDirectory } from '../../adapters/local/scratch-directory.ts';
import { mirror } from '../../adapters/prices/price-list-mirror.ts';
import { fakeShell, runCli } from '../fake-shell.ts';

function worldOf(alter: (products: OfferProduct[]) => OfferProduct[] = products => products) {
  const saved: PriceData[] = [];
  return {
    saved,
    openPrices: async () => ({
      load: async () => ({ data: embeddedPrices, savedAt: undefined }),
      save: async (data: PriceData) => {
        saved.push(data);
        return '/state/price-book.json';
      },
    }),
    openPriceList: async () => ({
      readOffer: async (region: string) => {
        if (region === 'us-gov-east-1') throw new OperationError('AwsUnavailable', 'the price list answers 503');
        return readOfferFile(offerFile(alter(offerProducts(region))), region, 'http://mirror/');
      },
    }),
  };
}

const refresh = ['cost', 'prices', 'refresh', '--region', 'eu-west-1'];

describe('cost prices', () => {
  it('tells how old the prices are and what is missing, region by region', async () => {
    const { exitCode, stdout } = await runCli(['cost', 'prices'], worldOf());
    expect(exitCode).toBe(0);
    expect(stdout).toContain('MSK prices of 2025-04-04, as they came with this program');
    expect(stdout).toMatch(/ca-west-1 +Canada West \(Calgary\) +9 +none +none +15 +2025-04-04/);
    expect(stdout).toContain(
      'no price: MSK Express, MSK Serverless, EC2, EBS, traffic between zones, CloudWatch, KMS,',
    );
  });

  it('lists every price of a region with its day and its source', async () => {
    const { stdout } = await runCli(['cost', 'prices', '--region', 'eu-west-1'], worldOf());
    expect(stdout).toMatch(/msk-standard-broker-hour +kafka\.m7g\.large +0\.2275 +hour +2025-04-04 +msk-page-20250404/);
    expect(stdout).not.toContain('LOCATION');
  });

  it('is one document with --json', async () => {
    const { stdout } = await runCli(['cost', 'prices', '-r', 'eu-west-1', '--json'], worldOf());
    const { regions, dataDate } = JSON.parse(stdout) as { regions: { list: object[] }[]; dataDate: string };
    expect(dataDate).toBe('2025-04-04');
    expect(regions).toHaveLength(1);
    expect(regions[0]?.list).toContainEqual(expect.objectContaining({ meter: 'inter-az-gb', usd: '0.01', unit: 'GB' }));
  });

  it.each([60, 80, 120])('keeps to a terminal of %d columns', async columns => {
    const shell = fakeShell({ terminal: { columns } });
    const { stdout } = await runCli(['cost', 'prices', '-r', 'eu-west-1'], worldOf(), shell);
    const longest = Math.max(...stdout.split('\n').map(line => line.length));
    expect(longest).toBeLessThanOrEqual(columns);
  });

  it('refuses a region nobody knows', async () => {
    const { exitCode, stderr } = await runCli(['cost', 'prices', '-r', 'eu-west'], worldOf());
    expect(exitCode).toBe(2);
    expect(stderr).toContain('did you mean eu-west-1');
  });
});

describe('cost prices refresh', () => {
  it('writes nothing without --apply', async () => {
    const world = worldOf();
    const { exitCode, stdout } = await runCli(refresh, world);
    expect({ exitCode, saved: world.saved }).toEqual({ exitCode: 0, saved: [] });
    expect(stdout).toContain('eu-west-1, list of 2026-07-29: 36 as they were, 0 differ');
  });

  it('says where it wrote with --apply, and marks a price that moved far', async () => {
    const world = worldOf(([first, ...rest]) => [{ ...first!, usd: '9' }, ...rest]);
    const { exitCode, stdout } = await runCli([...refresh, '--apply'], world);
    expect(exitCode).toBe(0);
    expect(world.saved).toHaveLength(1);
    expect(stdout).toMatch(/0\.0499 +9 +\+17936\.1 %, look at it/);
    expect(stdout).toContain('1 region written to /state/price-book.json');
  });

  it('ends with 3 where a price is gone, and takes it with --accept-missing', async () => {
    const world = worldOf(products => products.slice(1));
    const { exitCode, stdout } = await runCli([...refresh, '--apply'], world);
    expect({ exitCode, saved: world.saved }).toEqual({ exitCode: 3, saved: [] });
    expect(stdout).toMatch(/kafka\.t3\.small +0\.0499 +gone/);
    expect((await runCli([...refresh, '--apply', '--accept-missing'], world)).exitCode).toBe(0);
  });

  it('ends with 5 where some regions could not be read, with 1 where none could', async () => {
    const flags = [...refresh, '--region', 'us-gov-east-1', '--apply', '--json'];
    const { exitCode, stdout } = await runCli(flags, worldOf());
    expect(exitCode).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'written', unread: [{ region: 'us-gov-east-1' }] });
    expect((await runCli(['cost', 'prices', 'refresh', '-r', 'us-gov-east-1'], worldOf())).exitCode).toBe(1);
  });
});

describe('cost prices in the real world', () => {
  const regionOf = (path: string): string => path.split('/').at(-2) ?? '';

  it('reads the list from where the environment says, and uses it from then on', async () => {
    const { openPrices, openPriceList } = realWorld;
    const endpoint = await mirror((path, response) => {
      response.end(JSON.stringify(offerFile(offerProducts(regionOf(path)))));
    });
    const state = await scratchDirectory();
    const env = { KAFKA_STEWARD_PRICE_LIST: endpoint, XDG_STATE_HOME: state };
    const run = (args: readonly string[]) => runCli(args, { openPrices, openPriceList }, fakeShell({ env }));
    const { exitCode, stdout } = await run(['cost', 'prices', 'refresh', '--apply']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`32 regions written to ${state}/kafka-steward/price-book.json`);
    expect((await run(['cost', 'prices'])).stdout).toContain('MSK prices of 2026-07-29, from ');
    await writeFile(join(state, 'kafka-steward', 'price-book.json'), '{"schemaVersion": 1');
    const damaged = await run(['cost', 'prices']);
    expect(damaged.exitCode).toBe(2);
    expect(damaged.stderr).toMatch(/price-book\.json cannot be used: it holds no price data; delete it/);
  });

  it('refuses an address that is none', async () => {
    const { openPrices, openPriceList } = realWorld;
    const shell = fakeShell({
      env: { KAFKA_STEWARD_PRICE_LIST: 'nonsense', XDG_STATE_HOME: await scratchDirectory() },
    });
    const { exitCode, stderr } = await runCli(refresh, { openPrices, openPriceList }, shell);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('correct KAFKA_STEWARD_PRICE_LIST');
  });
});
