import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { priceBookOf } from '../../../../src/domain/cost/price-data.ts';
import { estimateCost } from '../../../../src/operations/estimate-cost.ts';
import { anyRequest } from '../../../builders/estimate-request.ts';
import { scratchDirectory } from '../../adapters/local/scratch-directory.ts';
import { fakeShell, runCli } from '../fake-shell.ts';

const world = {
  openPrices: async () => ({
    load: async () => ({ data: embeddedPrices, savedAt: undefined }),
    save: () => Promise.reject(new Error('reads only')),
  }),
};
const asked = [
  'cost',
  'compare',
  '--region',
  'us-east-1',
  '--in',
  '50MB/s',
  '--fan-out',
  '3',
  '--retention',
  '3d',
  '--partitions',
  '1000',
];
const cheap = ['cost', 'compare', '--region', 'us-east-1', '--in', '1MB/s', '--retention', '1d', '--partitions', '10'];

const fileWith = async (text: string) => {
  const cwd = await scratchDirectory();
  await writeFile(join(cwd, 'orders.json'), text);
  return fakeShell({ cwd });
};

describe('cost compare', () => {
  it('shows the options beside each other, what binds, and what would change the answer', async () => {
    const { exitCode, stdout } = await runCli(asked, world);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/MSK Express +[\d,]+\.\d\d +cheapest +\d+ × express\.m7g\./);
    expect(stdout).toMatch(/bound by /);
    expect(stdout).toMatch(/zones: replication +free +free +free +[\d,]+\.\d\d/);
    expect(stdout).toMatch(/people, beside it/);
    expect(stdout).toContain('The answer changes, nearest first:');
    expect(stdout).toMatch(/retention, .*: .* up to /);
    expect(stdout).toContain('since --peak-in was not given');
    expect(stdout).toContain('MSK prices of 2025-04-04');
    expect(stdout).toMatch(/USD IN THREE YEARS +YEAR 1 +YEAR 2 +YEAR 3 +TOTAL +PEOPLE/);
    expect(stdout).toContain('kafka-steward ops compare');
  });

  it('prints with --json what the estimate is', async () => {
    const { stdout } = await runCli([...asked, '--json'], world);
    const { comparison } = estimateCost(anyRequest, priceBookOf(embeddedPrices));
    expect(JSON.parse(stdout)).toMatchObject({ comparison: JSON.parse(JSON.stringify(comparison)) as object });
  });

  it('shows every line of one bill with formula, price, day and source', async () => {
    const { stdout } = await runCli([...asked, '--bill', 'ec2'], world);
    expect(stdout).toMatch(/Kafka on EC2: \d+ × /);
    expect(stdout).toMatch(/replicas in other zones +[\d,.]+ +GB +0\.01 +[\d,.]+ +undated/);
    expect(stdout).toContain('× 2 copies in other zones');
    expect(stdout).toContain('people, not in the total');
    expect(stdout).toMatch(/binds/);
    expect(stdout).toContain('ebs-page-20240718: ');
  });

  it('says of an option that cannot carry the load which quota breaks', async () => {
    const flags = [
      'cost',
      'compare',
      '--region',
      'us-east-1',
      '--in',
      '300MB/s',
      '--retention',
      '1d',
      '--partitions',
      '1000',
    ];
    const { exitCode, stdout } = await runCli(flags, world);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/MSK Serverless +cannot/);
    expect(stdout).toContain('written in all: 300 MB/s where 200 MB/s is allowed');
    const few = await runCli([...flags, '--max-brokers', '2'], world);
    expect(few.stdout).toContain('where 2 brokers are allowed (as asked)');
    expect((await runCli([...flags, '--bill', 'msk-serverless'], world)).stdout).toContain(
      'cannot carry this workload',
    );
  });

  it('marks lines without a price, and the total they are missing in', async () => {
    const { stdout } = await runCli([...cheap, '--region', 'eu-west-1', '--kms-keys', '1'], world);
    expect(stdout).toMatch(/keys +no price/);
    expect(stdout).toMatch(/total +[\d,]+\.\d\d \+ \?/);
    expect(stdout).not.toContain('cheapest  ');
    // Neither has it three years for nothing, nor an answer that something could change.
    expect(stdout).toMatch(/MSK Standard( +–){5}$/m);
    expect(stdout).toContain('there is no answer to change');
  });

  it.each([50, 72, 80, 132])('keeps to a terminal of %d columns', async columns => {
    for (const more of [[], ['--bill', 'ec2']]) {
      const { stdout } = await runCli([...asked, ...more], world, fakeShell({ terminal: { columns } }));
      expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(columns);
    }
  });

  it('takes a workload from a file, and flags in the place of what it says', async () => {
    const shell = await fileWith(JSON.stringify({ ...anyRequest, people: { usdPerHour: '90' } }));
    const flags = [
      'cost',
      'compare',
      '--workload',
      'orders.json',
      '--out',
      '10MB/s',
      '--people-in-totals',
      '--option',
      'EC2',
      '--json',
    ];
    const { stdout } = await runCli(flags, world, shell);
    const report = JSON.parse(stdout) as {
      comparison: { workload: object; options: readonly { bill: { lines: object[] } }[] };
    };
    expect(report.comparison.workload).toMatchObject({ averageInBytesPerSecond: 50e6, averageOutBytesPerSecond: 10e6 });
    expect(report.comparison.options).toMatchObject([{ option: 'ec2' }]);
    expect(report.comparison.options[0]?.bill.lines).toContainEqual(
      expect.objectContaining({ id: 'people', unitPriceUsd: '90' }),
    );
  });

  it('takes the hours of people from a file, the table of tasks whole', async () => {
    const people = 'people:\n  usdPerHour: 82.50\n  tasks:\n    - task: nights\n      hoursPerMonth:';
    const hours = '{ msk-standard: 1, msk-express: 1, msk-serverless: 0, ec2: 6 }';
    const shell = await fileWith(`region: us-east-1\nin: 1MB/s\nretention: 1d\npartitions: 10\n${people} ${hours}\n`);
    const { stdout } = await runCli(['cost', 'compare', '--workload', 'orders.json', '--bill', 'ec2'], world, shell);
    expect(stdout).toMatch(/nights +6 +hour +82\.5 +495\.00/);
    expect(stdout).toMatch(/people, not in the total +495\.00/);
  });

  it('says of three years until when an option lasts', async () => {
    const { stdout } = await runCli([...asked, '--growth', '10%'], world);
    expect(stdout).toMatch(/MSK Serverless +[\d,.]+ +– +– .*\n +carries it for 11 months, then no longer/);
    expect(stdout).toContain('rates grow by 10 % a month');
  });

  it.each<[string, readonly string[], string]>([
    ['nothing', [], '--region is missing; --in is missing; --retention is missing; --partitions is missing'],
    ['bits', [...cheap, '--peak-in', '80Mbps'], '--peak-in "80Mbps" counts bits; write bytes, such as 10MB/s'],
    ['a peak below the average', [...cheap, '--peak-in', '1KB/s'], '--peak-in is below the average of --in'],
    ['an unknown type', [...cheap, '--type', 'kafka.m9.large'], '--type "kafka.m9.large" has no price in us-east-1'],
    ['an unknown option', [...cheap, '--option', 'gcp'], 'Allowed choices are msk-standard'],
    ['a bill nobody asked for', [...cheap, '--option', 'ec2', '--bill', 'msk-express'], 'add --option msk-express'],
    ['a file that is not there', [...cheap, '--workload', 'gone.json'], 'gone.json cannot be read: ENOENT'],
  ])('refuses %s with one line and the right flag', async (_what, flags, problem) => {
    const { exitCode, stderr, stdout } = await runCli(flags.length === 0 ? ['cost', 'compare'] : flags, world);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(problem);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('takes a workload in YAML, and the document of a measurement', async () => {
    const yaml = 'region: us-east-1\nin: 50MB/s # on average\nretention: 3d\npartitions: 1000\n';
    const measured = JSON.stringify({
      workload: { region: 'us-east-1', in: '50MB/s', retention: '3d', partitions: 1000 },
    });
    for (const text of [yaml, measured]) {
      const args = ['cost', 'compare', '--workload', 'orders.json', '--json'];
      const { stdout } = await runCli(args, world, await fileWith(text));
      const workload = { averageInBytesPerSecond: 50e6, retentionSeconds: 259_200, partitions: 1000 };
      expect(JSON.parse(stdout)).toMatchObject({ comparison: { workload } });
    }
  });

  it.each([
    ['no mapping', '- us-east-1', 'orders.json holds no workload; write it as YAML or JSON, such as {'],
    ['broken YAML', 'in: 1MB/s\nin: 2MB/s', 'orders.json cannot be read at line 2, column 1: map keys must be unique'],
    ['a field nobody knows', 'region: us-east-1\nrate: 1MB/s', 'rate'],
  ])('refuses a file with %s', async (_what, text, told) => {
    const args = ['cost', 'compare', '--workload', 'orders.json'];
    const { exitCode, stderr } = await runCli(args, world, await fileWith(text));
    expect(exitCode).toBe(2);
    expect(stderr).toContain(told);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
