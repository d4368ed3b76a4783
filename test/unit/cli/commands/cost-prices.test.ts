import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { realWorld } from '../../../../cli/real-world.ts';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { readOfferFile } from '../../../../src/adapters/prices/offer-file.ts';
import type { MeterPrices } from '../../../../src/domain/cost/price-data.ts';
import { isMeterOf, type PriceService } from '../../../../src/domain/cost/price-service.ts';
import { OperationError } from '../../../../src/domain/errors.ts';
import type { PriceList } from '../../../../src/ports/price-list.ts';
import { startOfferFilesEdge } from '../../../aws/offer-files-edge.ts';
import { startPricingEdge } from '../../../aws/pricing-edge.ts';
import { offerFile, productTexts } from '../../../builders/price-list-forms.ts';
import { type OfferProduct, offerProducts } from '../../../builders/price-offer.ts';
import { inMemoryPriceList, inMemoryPriceStore } from '../../../contracts/fakes/in-memory-prices.ts';
import { scratchDirectory } from '../../adapters/local/scratch-directory.ts';
import { allFiles } from '../../adapters/prices/offered-files.ts';
import { fakeShell, runCli } from '../fake-shell.ts';

const msk = offerProducts('eu-west-1');

function worldOf(alter: (products: OfferProduct[]) => OfferProduct[] = products => products) {
  const store = inMemoryPriceStore();
  return {
    saved: store.saved,
    openPrices: async () => store,
    openPriceList: async (): Promise<PriceList> => ({
      readOffer: async (service, region, types) => {
        if (region === 'us-gov-east-1') throw new OperationError('AwsUnavailable', 'the price list answers 503');
        const question = { service, region, types, where: 'http://mirror/' };
        if (service === 'msk') return readOfferFile(offerFile(alter(msk)), question);
        return await inMemoryPriceList([{ service, region, prices: pricesOf(service, region) }]).readOffer(
          service,
          region,
          types,
        );
      },
    }),
  };
}

/** Those there are, and of machines in a region that has none those of another. */
function pricesOf(service: PriceService, region: string): MeterPrices {
  const isKnown = Object.keys(embeddedPrices.regions[region]!.prices).length > 1;
  const listed = Object.values(embeddedPrices.regions[isKnown ? region : 'eu-west-1']!.prices);
  return Object.fromEntries(
    listed.flatMap(part => Object.entries(part)).filter(([meter]) => isMeterOf(service, meter)),
  );
}

const refresh = ['cost', 'prices', 'refresh', '--region', 'eu-west-1', '--service', 'msk'];

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
    expect({ exitCode, saved: world.saved() }).toEqual({ exitCode: 0, saved: undefined });
    expect(stdout).toContain('msk eu-west-1, list of 2026-07-29: 36 as they were, 0 differ');
  });

  it('says where it wrote with --apply, and marks a price that moved far', async () => {
    const world = worldOf(([first, ...rest]) => [{ ...first!, usd: '0.09' }, ...rest]);
    const { exitCode, stdout } = await runCli([...refresh, '--apply'], world);
    expect(exitCode).toBe(0);
    expect(world.saved()).toBeDefined();
    expect(stdout).toMatch(/0\.0499 +0\.09 +\+80\.4 %, look at it/);
    expect(stdout).toContain('1 list written to memory');
  });

  it('ends with 3 where a price is gone, and takes it with --accept-missing', async () => {
    const world = worldOf(products => products.slice(1));
    const { exitCode, stdout } = await runCli([...refresh, '--apply'], world);
    expect({ exitCode, saved: world.saved() }).toEqual({ exitCode: 3, saved: undefined });
    expect(stdout).toMatch(/kafka\.t3\.small +0\.0499 +gone/);
    expect((await runCli([...refresh, '--apply', '--accept-missing'], world)).exitCode).toBe(0);
  });

  it('ends with 3 where a price is ten times what it was, and takes it with --accept-leaps', async () => {
    const world = worldOf(([first, ...rest]) => [{ ...first!, usd: '9' }, ...rest]);
    const { exitCode, stdout } = await runCli([...refresh, '--apply'], world);
    expect({ exitCode, saved: world.saved() }).toEqual({ exitCode: 3, saved: undefined });
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('look at it, then add --accept-leaps');
    expect((await runCli([...refresh, '--apply', '--accept-leaps'], world)).exitCode).toBe(0);
  });

  it('ends with 5 where some regions could not be read, with 1 where none could', async () => {
    const flags = [...refresh, '--region', 'us-gov-east-1', '--apply', '--json'];
    const { exitCode, stdout } = await runCli(flags, worldOf());
    expect(exitCode).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'written',
      unread: [{ service: 'msk', region: 'us-gov-east-1' }],
    });
    expect((await runCli(['cost', 'prices', 'refresh', '-r', 'us-gov-east-1'], worldOf())).exitCode).toBe(1);
  });
});

describe('cost prices refresh of more than MSK', () => {
  it('reads every service of regions that are named', async () => {
    const { stdout } = await runCli(['cost', 'prices', 'refresh', '-r', 'eu-west-1', '--json'], worldOf());
    const { lists } = JSON.parse(stdout) as { lists: { service: string }[] };
    expect(lists.map(({ service }) => service)).toContain('ec2');
  });

  it('leaves the large lists of EC2 alone where no region is named, unless they are asked for', async () => {
    const servicesOf = async (...flags: readonly string[]) => {
      const { stdout } = await runCli(['cost', 'prices', 'refresh', '--json', ...flags], worldOf());
      const { lists } = JSON.parse(stdout) as { lists: { service: string }[] };
      return new Set(lists.map(({ service }) => service));
    };
    expect(await servicesOf()).not.toContain('ec2');
    expect(await servicesOf('--service', 'ec2')).toEqual(new Set(['ec2']));
  });

  it('tells of machines that are new in one row, and of one that moved far in its own', async () => {
    const flags = ['cost', 'prices', 'refresh', '-r', 'ap-southeast-3', '--service', 'ec2'];
    const { exitCode, stdout } = await runCli(flags, worldOf());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/ec2-instance-hour +\d+ types +\d+ new/);
    expect(stdout.split('\n').length).toBeLessThan(15);
  });

  it('refuses a service nobody knows', async () => {
    const { exitCode, stderr } = await runCli(['cost', 'prices', 'refresh', '--service', 's3'], worldOf());
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Allowed choices are msk, ec2');
  });
});

describe('cost prices in the real world', () => {
  it('asks GetProducts where that is said, with the credentials of the environment', async () => {
    const edge = await startPricingEdge(productTexts(offerProducts('us-east-1', 'kms'), 'kms'));
    vi.stubEnv('AWS_ENDPOINT_URL_PRICING', edge.endpoint);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    try {
      const { openPrices, openPriceList } = realWorld;
      const env = { XDG_STATE_HOME: await scratchDirectory(), AWS_REGION: 'eu-west-1' };
      const run = async (region: string) => {
        const flags = ['cost', 'prices', 'refresh', '-r', region, '--service', 'kms', '--from', 'api'];
        return await runCli(flags, { openPrices, openPriceList }, fakeShell({ env }));
      };
      const found = await run('us-east-1');
      expect(found.exitCode).toBe(0);
      expect(found.stdout).toContain('kms us-east-1, list of 2026-07-29: 1 as they were, 0 differ');
      const none = await run('eu-west-1');
      expect(none.exitCode).toBe(1);
      expect(none.stdout).toContain('kms eu-west-1: GetProducts awskms eu-west-1 finds nothing');
      edge.faults.add({ kind: 'deny' });
      expect((await run('us-east-1')).stdout).toContain('allow pricing:GetProducts on *');
    } finally {
      vi.unstubAllEnvs();
      edge.stop();
    }
  });

  it('reads the list from where the environment says, and uses it from then on', async () => {
    const { openPrices, openPriceList } = realWorld;
    const edge = await startOfferFilesEdge(allFiles());
    const state = await scratchDirectory();
    const env = { KAFKA_STEWARD_PRICE_LIST: edge.endpoint, XDG_STATE_HOME: state };
    const run = (args: readonly string[]) => runCli(args, { openPrices, openPriceList }, fakeShell({ env }));
    const { exitCode, stdout } = await run(['cost', 'prices', 'refresh', '--service', 'msk', '--apply']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`32 lists written to ${state}/kafka-steward/price-book.json`);
    expect((await run(['cost', 'prices'])).stdout).toContain('MSK prices of 2026-07-29, from ');
    const machines = await run(['cost', 'prices', 'refresh', '--service', 'ec2', '-r', 'eu-west-1', '--apply']);
    expect(machines.stdout).toContain('ec2 eu-west-1, list of 2026-07-29: ');
    expect(machines.exitCode).toBe(0);
    edge.stop();
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
