import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { groupTools, tryJavaTool } from '../adapters/kafka/java-tool.ts';
import { withLocalCluster } from '../broker-fixture.ts';
import { runSteward } from '../cli/run-process.ts';
import { openOffsetScene } from './offset-scene.ts';

const groups = ['billing', 'mailing', 'shipping'] as const;

it('moves all groups of a cluster to the offsets to which the official tool moves them', async () => {
  const runs = await mkdtemp(join(tmpdir(), 'runs-'));
  await withLocalCluster({ brokers: 1 }, async cluster => {
    const scene = await openOffsetScene(cluster);
    const topics = [scene.name('orders'), scene.name('users')] as const;
    for (const topic of topics) await scene.createTopic(topic, 2);
    for (const topic of topics) await scene.produce(topic, 10, 2);
    const putBack = async () => {
      for (const [at, group] of groups.entries()) await scene.commit(group, topics[at % 2]!, [4n, BigInt(5 + at)]);
    };
    const readAll = () => Promise.all(groups.map(group => scene.commitsOf(group)));

    await putBack();
    const before = await readAll();
    const place = ['--all-topics', '--shift-by', '-2'];
    const tool = await tryJavaTool(cluster, groupTools.consumer, [
      ...['--reset-offsets', '--all-groups', '--execute', ...place],
    ]);
    expect(tool.exitCode).toBe(0);
    const byTool = await readAll();
    expect(offsetsOf(byTool)).not.toEqual(offsetsOf(before));

    await putBack();
    const args = [
      'offsets',
      'apply',
      '-b',
      cluster.bootstrapServers,
      '--group',
      '*',
      ...place,
      '--watch',
      '0s',
      '--yes',
    ];
    const ours = await runSteward(args, { cwd: runs, env: { KAFKA_STEWARD_RUNS: runs, USER: 'tester' } });
    expect(ours.exitCode).toBe(0);
    expect(offsetsOf(await readAll())).toEqual(offsetsOf(byTool));
    await scene.close();
  });
  await rm(runs, { recursive: true });
});

type Commits = readonly { readonly commit?: { readonly offset: number } | undefined }[];

/** The tool drops the metadata of a commit; where it goes is what has to be the same. */
function offsetsOf(all: readonly Commits[]): readonly (readonly (number | undefined)[])[] {
  return all.map(commits => commits.map(({ commit }) => commit?.offset));
}
