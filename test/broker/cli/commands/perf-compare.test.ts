import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCluster } from '../../../../src/adapters/local/local-cluster.ts';
import type { PerfComparison } from '../../../../src/domain/perf/comparison.ts';
import { sharedCluster } from '../../broker-fixture.ts';
import { flagsFor, lenient, makePerfScene, short } from './perf-scene.ts';

let cluster: LocalCluster;
let scene: Awaited<ReturnType<typeof makePerfScene>>;
let connection: string[];
beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await makePerfScene();
  connection = flagsFor(cluster, true);
});
afterAll(() => scene.remove());

describe('perf compare', () => {
  it('compares two loads, with what they cost, in figures and on a page', async () => {
    for (const name of ['a', 'b']) {
      const { stdout } = await scene.run([
        'produce',
        ...connection,
        ...short,
        ...lenient,
        '--apply',
        '--yes',
        '--json',
      ]);
      await writeFile(join(scene.directory, `${name}.json`), stdout);
    }
    const { stdout, exitCode } = await scene.run([
      ...['compare', 'a.json', 'b.json', '--names', 'MSK,EC2', '--usd-per-hour-a', '1.5'],
      ...['--option-b', 'ec2', '--region', 'us-east-1', '--out', 'compared.html', '--json'],
    ]);
    const { sides, rows, differences } = JSON.parse(stdout) as PerfComparison;
    expect(exitCode).toBe(0);
    expect(differences).toEqual([]);
    expect(sides.map(({ cost }) => cost!.usdPerGigabyte > 0)).toEqual([true, true]);
    expect(rows.map(({ name }) => name)).toContain('cost of what was written');
    expect(await readFile(join(scene.directory, 'compared.html'), 'utf8')).toContain('MSK and EC2');
  });

  it('loads two clusters and compares them in one go', async () => {
    const against = [
      '--against-bootstrap-servers',
      cluster.bootstrapServers,
      '--against-command-config',
      cluster.directory.clientProperties,
    ];
    const { stdout, stderr, exitCode } = await scene.run([
      'compare',
      ...connection,
      ...against,
      ...short,
      ...lenient,
      '--apply',
      '--yes',
      '--json',
    ]);
    expect(stderr).not.toContain('error');
    expect((JSON.parse(stdout) as PerfComparison).sides.map(({ report }) => report.cleanUp.kind)).toEqual([
      'removed',
      'removed',
    ]);
    expect(exitCode).toBe(0);
  });

  it('takes the second cluster from a client.properties that names its brokers, as it takes the first', async () => {
    const { stdout, exitCode } = await scene.run([
      ...['compare', ...connection, '--against-command-config', cluster.directory.clientProperties],
      ...short,
      '--json',
    ]);
    const { plans } = JSON.parse(stdout) as { readonly plans: readonly { readonly clusterId: string }[] };
    expect(plans.map(({ clusterId }) => clusterId)).toEqual([cluster.clusterId, cluster.clusterId]);
    expect(exitCode).toBe(0);
  });
});
