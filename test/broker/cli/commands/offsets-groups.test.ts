import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCluster } from '../../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../../src/adapters/local/record-client.ts';
import type { ChangeReport } from '../../../../src/domain/change/change-report.ts';
import type { OffsetStep } from '../../../../src/domain/offsets/offset-step.ts';
import { groupTools, runJavaTool } from '../../adapters/kafka/java-tool.ts';
import { joinConsumerGroup } from '../../adapters/kafka/members.ts';
import { eventually, openScene, type Scene } from '../../adapters/kafka/scene.ts';
import { sharedCluster } from '../../broker-fixture.ts';
import { runSteward, type StewardOptions } from '../run-process.ts';

let cluster: LocalCluster;
let scene: Scene;
let directory: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openScene(cluster.connectionFor());
  directory = await mkdtemp(join(tmpdir(), 'offsets-groups-'));
});
afterAll(async () => {
  await scene.close();
  await rm(directory, { recursive: true });
});

async function steward(args: readonly string[], options: StewardOptions = {}) {
  const connection = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];
  const env = { KAFKA_STEWARD_RUNS: join(directory, 'runs'), USER: 'tester' };
  return await runSteward(['offsets', ...args, ...connection], { ...options, cwd: directory, env });
}

const quick = ['--watch', '0s', '--yes'] as const;
const exported = async (...groups: readonly string[]): Promise<string> =>
  (await steward(['export', ...groups.flatMap(group => ['-g', group])])).stdout;

/** Ten records in each of two partitions; each group has read four of the first. */
async function stage(name: string, ...groupNames: readonly string[]) {
  const topic = scene.name(name);
  const groups = groupNames.map(group => scene.name(`${name}-${group}`));
  await scene.createTopic(topic, 2);
  await scene.produce(topic, 10, 2);
  for (const group of groups) await scene.commit(group, topic, [4n]);
  return { topic, groups };
}

/** A consumer of the classic protocol that has joined: it owns something, and reads and commits. */
async function startConsumer(group: string, topics: readonly string[]): Promise<() => Promise<void>> {
  const consumer = createRecordClient(cluster.connectionFor()).consumer({ groupId: group, maxWaitTimeInMs: 100 });
  const joined = new Promise<void>(resolve => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: false });
  await consumer.run({ eachMessage: async () => undefined });
  await joined;
  return async () => {
    await consumer.disconnect();
  };
}

describe('offsets of several groups at the command line', () => {
  it('has one verdict each: empty, in use, misspelt', async () => {
    const { topic, groups } = await stage('several', 'idle', 'live');
    const [idle = '', live = ''] = groups;
    const member = await joinConsumerGroup(scene, live, topic);
    const pattern = `several-*${idle.slice('several-idle'.length)}`;
    const place = ['-g', pattern, '-g', `${idle}x`, '-t', topic, '--to-latest'];
    const { exitCode, stdout } = await steward(['apply', ...place, ...quick, '--json']);
    member.stop();
    const { runs } = JSON.parse(stdout) as {
      readonly runs: readonly (ChangeReport<OffsetStep> & { readonly group: string })[];
    };
    expect(runs.map(({ group, outcome }) => [group, outcome])).toEqual([
      [idle, 'done'],
      [live, 'refused'],
      [`${idle}x`, 'refused'],
    ]);
    expect(runs[1]!.reasons).toEqual([expect.stringContaining('has 1 member')]);
    expect(runs[2]!.reasons).toEqual([expect.stringContaining(`did you mean "${idle}"`)]);
    expect(exitCode).toBe(3);
    expect(await exported(idle, live)).toBe(`${idle},${topic},0,10\n${idle},${topic},1,10\n${live},${topic},0,4\n`);

    const undone = await steward(['undo', runs[0]!.runId, ...quick, '--apply']);
    expect(undone).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await exported(idle)).toBe(`${topic},0,4\n`);
  });

  it("writes the CSV of Kafka's own tool, which both read back", async () => {
    const { topic, groups } = await stage('csv', 'one', 'two');
    const [one = '', two = ''] = groups;
    await scene.commit(two, topic, [7n, 9n]);
    const csv = await exported(one, two);
    await writeFile(join(directory, 'several.csv'), csv);
    const reset = (...args: readonly string[]) =>
      runJavaTool(cluster, groupTools.consumer, [
        ...['--command-config', cluster.directory.clientProperties, '--reset-offsets', '--dry-run', '--export'],
        ...['--group', one, '--group', two, ...args],
      ]);
    const rowsOf = (text: string) => text.replaceAll('"', '').split('\n').filter(Boolean).toSorted();
    expect(rowsOf(csv)).toEqual(rowsOf(await reset('--all-topics', '--to-current')));
    expect(rowsOf(csv)).toEqual(rowsOf(await reset('--from-file', join(directory, 'several.csv'))));

    await scene.commit(one, topic, [1n, 1n]);
    await scene.commit(two, topic, [1n, 1n]);
    const moved = await steward(['apply', '-g', one, '-g', two, '--from-file', 'several.csv', ...quick]);
    expect(moved.exitCode).toBe(0);
    expect(await exported(one, two)).toBe(
      `${one},${topic},0,4\n${one},${topic},1,1\n${two},${topic},0,7\n${two},${topic},1,9\n`,
    );
  });

  it('goes where an earlier run found its group, or left it, for that group and another', async () => {
    const { topic, groups } = await stage('from-run', 'one', 'two');
    const [one = '', two = ''] = groups;
    const first = await steward(['apply', '-g', one, '-t', topic, '--to-offset', '8', ...quick, '--json']);
    const { runId } = JSON.parse(first.stdout) as ChangeReport<OffsetStep>;
    await scene.commit(one, topic, [9n, 9n]);
    expect((await steward(['apply', '-g', one, '--from-run', runId, ...quick])).exitCode).toBe(0);
    expect((await steward(['apply', '-g', two, '--from-run', `${runId}:after`, ...quick])).exitCode).toBe(0);
    // A partition without a commit then has no position to go back to.
    expect(await exported(one, two)).toBe(
      `${one},${topic},0,4\n${one},${topic},1,9\n${two},${topic},0,8\n${two},${topic},1,8\n`,
    );
  });

  it('moves all that members subscribed to which have left meanwhile', async () => {
    const { topic, groups } = await stage('subscribed', 'app');
    const [group = ''] = groups;
    const other = scene.name('never-committed');
    await scene.createTopic(other, 2);
    const stop = await startConsumer(group, [topic, other]);
    await scene.produce(other, 3, 1);
    let stopping: Promise<void> | undefined;
    const place = ['-g', group, '--subscribed', '--to-earliest', '--wait-empty', '5m'];
    const { exitCode, stderr } = await steward(['apply', ...place, ...quick], {
      onNote: told => {
        if (told.includes('waiting: group')) stopping ??= stop();
      },
    });
    await stopping;
    expect(stderr).toContain('has 1 member');
    expect(exitCode).toBe(0);
    const rows = [`${other},0,0`, `${other},1,0`, `${topic},0,0`, `${topic},1,0`];
    expect((await exported(group)).trim().split('\n')).toEqual(rows.toSorted());
  });

  it('follows a group until a consumer that starts after the move has read on', async () => {
    const { topic, groups } = await stage('followed', 'app');
    const [group = ''] = groups;
    const place = ['-g', group, '-t', `${topic}:0`, '--to-offset', '6'];
    const running = steward(['apply', ...place, ...quick, '--follow', '5m', '--json']);
    await eventually(async () => expect(await exported(group)).toBe(`${topic},0,6\n`));
    const stop = await startConsumer(group, [topic]);
    const { exitCode, stdout } = await running;
    await stop();
    const { outcome, followed } = JSON.parse(stdout) as ChangeReport<OffsetStep>;
    expect({ exitCode, outcome }).toEqual({ exitCode: 0, outcome: 'done' });
    expect(followed).toEqual([
      { object: `${group} ${topic}:0`, movedTo: 10, sentence: `${group} ${topic}:0 moved on from 6 to 10` },
    ]);
  });

  it('ends with 4 where nobody reads on in time, though the move itself is done', async () => {
    const { topic, groups } = await stage('unfollowed', 'app');
    const place = ['-g', groups[0]!, '-t', `${topic}:0`, '--to-offset', '6'];
    const { exitCode, stdout } = await steward(['apply', ...place, ...quick, '--follow', '1s']);
    expect(exitCode).toBe(4);
    expect(stdout).toContain(`${topic}:0 still stands at 6, with 4 records to read\n`);
    expect(stdout).toContain('done: every partition is where the plan wants it');
  });
});
