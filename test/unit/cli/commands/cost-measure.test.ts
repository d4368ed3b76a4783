import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OpenCluster, World } from '../../../../cli/world.ts';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import { OperationError } from '../../../../src/domain/errors.ts';
import type { MeasuredWorkload } from '../../../../src/domain/workload/measured-workload.ts';
import type { ClusterMetrics } from '../../../../src/ports/cluster-metrics.ts';
import { logSample } from '../../../builders/log-sample.ts';
import { snapshotOf } from '../../../builders/snapshot.ts';
import { scratchDirectory } from '../../adapters/local/scratch-directory.ts';
import { type FakeShell, fakeShell, runCli, worldWith } from '../fake-shell.ts';

const arn = 'arn:aws:kafka:eu-west-1:123456789012:cluster/orders/abc-2';
const week = 7 * 86_400_000;

/** A cluster into which 1 MB/s is written and which one group reads twice as fast. */
function clusterOf(shell: FakeShell, rateBytesPerSecond = 1_000_000): Partial<OpenCluster> {
  const startMs = shell.nowMs();
  const passedSeconds = () => (shell.nowMs() - startMs) / 1_000;
  return {
    meter: {
      readLogs: async () => {
        const bytes = 5_000 + passedSeconds() * rateBytesPerSecond;
        return logSample(shell.nowMs(), [{ topic: 'orders', end: bytes / 1_000, bytes }]);
      },
      readTopicSettings: async topics =>
        topics.map(topic => ({
          topic,
          retentionMs: week,
          retentionBytes: undefined,
          isCompacted: false,
          localRetentionMs: undefined,
        })),
    },
    readSnapshot: async () =>
      snapshotOf({
        takenAtMs: shell.nowMs(),
        groups: { billing: { rows: { 'orders-0': { committed: passedSeconds() * 2_000 } } } },
      }),
  };
}

const openPrices: World['openPrices'] = async () => ({
  load: async () => ({ data: embeddedPrices, savedAt: undefined }),
  save: () => Promise.reject(new Error('reads only')),
});

async function run(args: readonly string[], shell = fakeShell(), rest: Partial<World> = {}, rate?: number) {
  return await runCli(args, { ...worldWith(clusterOf(shell, rate)), openPrices, ...rest }, shell);
}

describe('cost measure', () => {
  it('prints the fields of a request, what was seen, what is missing and what it rests on', async () => {
    const shell = fakeShell();
    const { exitCode, stdout, stderr } = await run(['cost', 'measure', '-b', 'broker:9092'], shell);
    expect(exitCode).toBe(0);
    expect(shell.told.sleptMs).toBe(60_000);
    expect(stdout).toContain('measured on its brokers: cluster test-cluster, for 1 min, from 2026-03-01T12:00:00.000Z');
    expect(stdout).toMatch(/^in +1000000B\/s +1 MB\/s$/m);
    expect(stdout).toMatch(/^fanOut +2$/m);
    expect(stdout).toMatch(/^records written +1,000 records\/s$/m);
    expect(stdout).toContain('connections: Kafka does not tell them');
    expect(stdout).toContain('1 min cannot show the peak of a week');
    expect(stderr).toMatch(/measuring: 0 of 6, about 1 min left/);
  });

  it.each(['--yaml', '--json'])('prints with %s what --workload takes', async format => {
    const cwd = await scratchDirectory();
    const args = ['cost', 'measure', '-b', 'broker:9092', '--measure-for', '10s', '--region', 'us-east-1', format];
    const { stdout } = await run(args);
    await writeFile(join(cwd, 'orders'), stdout);
    const compared = await run(['cost', 'compare', '--workload', 'orders', '--json'], fakeShell({ cwd }));
    const { comparison } = JSON.parse(compared.stdout) as { comparison: { workload: object } };
    expect(comparison.workload).toMatchObject({
      region: 'us-east-1',
      averageInBytesPerSecond: 1_000_000,
      averageOutBytesPerSecond: 2_000_000,
      retentionSeconds: week / 1_000,
    });
  });

  it.each([50, 80])('keeps to a terminal of %d columns', async columns => {
    const shell = fakeShell({ terminal: { columns } });
    const { stdout } = await run(['cost', 'measure', '-b', 'broker:9092'], shell);
    expect(
      Math.max(
        ...stdout
          .split('\n')
          .slice(1)
          .map(line => line.length),
      ),
    ).toBeLessThanOrEqual(columns);
  });

  it('asks CloudWatch of a cluster by its ARN', async () => {
    const metrics: ClusterMetrics = {
      describe: async () => ({
        arn,
        name: 'orders',
        region: 'eu-west-1',
        kind: 'serverless',
        zones: 3,
        brokers: undefined,
        brokerType: undefined,
        diskGibPerBroker: undefined,
        isTiered: false,
        createdAtMs: undefined,
      }),
      read: async ({ fromMs, toMs, names }) => {
        expect(toMs - fromMs).toBe(week);
        return names.includes('BytesInPerSec')
          ? [{ name: 'BytesInPerSec', of: 'Topic a', timesMs: [fromMs], values: [5_000] }]
          : [];
      },
    };
    const args = ['cost', 'measure', '--cluster', arn, '--from-metrics', '7d', '--json'];
    const { stdout } = await run(args, fakeShell(), { openMetrics: async () => metrics });
    const { workload, measured } = JSON.parse(stdout) as MeasuredWorkload;
    expect(workload).toMatchObject({ region: 'eu-west-1', in: '5000B/s' });
    expect(measured).toMatchObject({ what: arn, how: 'metrics' });
  });

  it.each([
    ['metrics of no MSK cluster', ['-b', 'broker:9092', '--from-metrics', '7d'], 'no --cluster was given'],
    ['metrics by a name', ['--cluster', 'local', '--from-metrics', '7d'], 'is not the ARN of an MSK cluster'],
    ['both ways at once', ['--cluster', arn, '--from-metrics', '7d', '--measure-for', '5s'], 'give one of them'],
    ['a moment', ['--measure-for', '1s'], 'from 2s to 1h'],
    ['a year of metrics', ['--cluster', arn, '--from-metrics', '365d'], 'from 1h to 63d'],
    ['two formats', ['--json', '--yaml'], 'cannot be used with'],
  ])('refuses %s in one line', async (_what, flags, told) => {
    const { exitCode, stderr } = await run(['cost', 'measure', ...flags]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(told);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('ends at Ctrl-C without an answer', async () => {
    const shell = fakeShell();
    const running = run(['cost', 'measure', '-b', 'broker:9092'], shell, {
      openCluster: async () => {
        shell.interrupt();
        return await worldWith(clusterOf(shell)).openCluster({}, shell);
      },
    });
    expect(await running).toMatchObject({ exitCode: 130, stdout: '' });
  });

  it('tells in one line that a cluster cannot be reached', async () => {
    const openCluster = () => Promise.reject(new OperationError('BrokerUnreachable', 'broker x refuses connections'));
    const { exitCode, stderr } = await run(['cost', 'measure', '-b', 'x:1'], fakeShell(), { openCluster });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: 'error: broker x refuses connections\n' });
  });
});

describe('cost compare and explore with --measure', () => {
  const measure = ['--measure', '-b', 'broker:9092', '--measure-for', '10s', '--region', 'us-east-1'];

  it('prices what was measured, with flags in its place, and shows what that rests on', async () => {
    const { exitCode, stdout } = await run(['cost', 'compare', ...measure, '--retention', '1d']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/MSK Standard +[\d,]+\.\d\d/);
    expect(stdout).toContain('measured on its brokers: cluster test-cluster');
    const { stdout: json } = await run(['cost', 'compare', ...measure, '--in', '5MB/s', '--json']);
    expect(JSON.parse(json)).toMatchObject({
      comparison: { workload: { averageInBytesPerSecond: 5e6, averageOutBytesPerSecond: 10e6 } },
      measured: { workload: { in: '1000000B/s' } },
    });
  });

  it('writes a page that starts with it', async () => {
    const shell = fakeShell({ cwd: await scratchDirectory() });
    const { stderr } = await run(['cost', 'explore', ...measure, '-o', 'orders.html'], shell);
    expect(stderr).toContain('note: the peak is the most of');
    expect(await readFile(join(shell.cwd, 'orders.html'), 'utf8')).toContain('"in":"1000000B/s"');
  });

  it('says what could not be measured where it is needed', async () => {
    const { exitCode, stderr } = await run(['cost', 'compare', ...measure], fakeShell(), {}, 0);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('note: --in could not be measured: nothing was written in 10 s\n');
    expect(stderr).toContain('--in is missing');
    const explored = await run(['cost', 'explore', ...measure], fakeShell({ cwd: await scratchDirectory() }), {}, 0);
    expect(explored.stderr).toContain('nothing was written in 10 s; 50MB/s is taken\n');
  });

  it.each([
    ['a flag that is wrong', [...measure, '--in', '80Mbps'], '--in "80Mbps" counts bits'],
    ['an unknown region', [...measure, '--region', 'us-east-9'], '"us-east-9" is in no price list'],
    ['a cluster without --measure', ['--cluster', 'local'], '--cluster says what to measure; add --measure'],
  ])('refuses %s before it measures', async (_what, flags, told) => {
    const shell = fakeShell();
    const { exitCode, stderr } = await run(['cost', 'compare', ...flags], shell);
    expect({ exitCode, sleptMs: shell.told.sleptMs }).toEqual({ exitCode: 2, sleptMs: 0 });
    expect(stderr).toContain(told);
  });
});
