import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCluster } from '../../../../src/adapters/local/local-cluster.ts';
import type { ChangeReport } from '../../../../src/domain/change/change-report.ts';
import type { Plan } from '../../../../src/domain/change/plan.ts';
import type { OffsetStep } from '../../../../src/domain/offsets/offset-step.ts';
import { joinConsumerGroup } from '../../adapters/kafka/members.ts';
import { openScene, type Scene } from '../../adapters/kafka/scene.ts';
import { sharedCluster } from '../../broker-fixture.ts';
import { runSteward } from '../run-process.ts';

let cluster: LocalCluster;
let scene: Scene;
let directory: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openScene(cluster.connectionFor());
  directory = await mkdtemp(join(tmpdir(), 'offsets-'));
});
afterAll(async () => {
  await scene.close();
  await rm(directory, { recursive: true });
});

async function steward(verb: string, ...args: readonly string[]) {
  const connection = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];
  const env = { KAFKA_STEWARD_RUNS: join(directory, 'runs'), USER: 'tester' };
  return await runSteward(['offsets', verb, ...args, ...connection], { cwd: directory, env });
}

async function stage(name: string): Promise<{ readonly topic: string; readonly group: string }> {
  const topic = scene.name(name);
  const group = scene.name(`${name}: app`);
  await scene.createTopic(topic, 2);
  await scene.produce(topic, 10, 2);
  await scene.commit(group, topic, [4n]);
  return { topic, group };
}

const quick = ['--watch', '0s'] as const;

describe('offsets at the command line', () => {
  it('plans without changing anything, applies, and takes it back', async () => {
    const { topic, group } = await stage('cli');
    const place = ['-g', group, '-t', topic, '--to-latest'];
    const planned = await steward('plan', ...place, '--json');
    const plan = JSON.parse(planned.stdout) as Plan<OffsetStep>;
    expect(plan.objects.map(({ object, after }) => [object, after])).toEqual([
      [`${group} ${topic}:0`, { offset: 10, metadata: 'by hand' }],
      [`${group} ${topic}:1`, { offset: 10, metadata: '' }],
    ]);
    expect((await steward('export', '-g', group)).stdout).toBe(`${topic},0,4\n`);

    const applied = await steward('apply', ...place, ...quick, '--yes', '--json');
    const report = JSON.parse(applied.stdout) as ChangeReport<OffsetStep>;
    expect({ exitCode: applied.exitCode, outcome: report.outcome }).toEqual({ exitCode: 0, outcome: 'done' });
    expect((await steward('export', '-g', group)).stdout).toBe(`${topic},0,10\n${topic},1,10\n`);

    const undone = await steward('undo', report.runId, ...quick, '--apply', '--yes');
    expect(undone).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await steward('export', '-g', group)).stdout).toBe(`${topic},0,4\n`);
  });

  it('refuses a group in use with 3, every reason in a line of its own, and leaves it alone', async () => {
    const { topic, group } = await stage('in-use');
    await joinConsumerGroup(scene, group, topic);
    const { exitCode, stdout } = await steward('apply', '-g', group, '-t', topic, '--shift-by', '20', '--yes');
    expect(exitCode).toBe(3);
    const refusals = stdout.split('\n').filter(line => line.startsWith('refused: '));
    expect(refusals.map(line => line.replaceAll(topic, 'T').replaceAll(group, 'G'))).toEqual([
      expect.stringContaining('group "G" has 1 member'),
      'refused: T:0: offset 24 is outside the log: the log ends at 10; say --clamp to go there',
      expect.stringContaining('refused: T:1: the group has no commit here to count from'),
      'refused: nothing was changed',
    ]);
    expect((await steward('export', '-g', group)).stdout).toBe(`${topic},0,4\n`);
  });

  it('refuses a misspelt group with 3', async () => {
    const { topic, group } = await stage('misspelt');
    const { exitCode, stdout } = await steward('apply', '-g', `${group}x`, '-t', topic, '--to-latest', '--yes');
    expect(exitCode).toBe(3);
    expect(stdout).toContain(`did you mean "${group}"`);
    expect((await steward('export', '-g', `${group}x`)).exitCode).toBe(2);
  });

  it('moves a group to what a file says', async () => {
    const { topic, group } = await stage('file');
    await writeFile(join(directory, 'offsets.csv'), `${topic},0,2\n${topic},1,9\n`);
    const { exitCode } = await steward('apply', '-g', group, '--from-file', 'offsets.csv', ...quick, '--yes');
    expect(exitCode).toBe(0);
    expect((await steward('export', '-g', group)).stdout).toBe(`${topic},0,2\n${topic},1,9\n`);
  });

  it('asks before it writes, and ends as wrong usage where nobody can answer', async () => {
    const { topic, group } = await stage('unasked');
    const { exitCode, stderr } = await steward('apply', '-g', group, '-t', topic, '--to-latest');
    expect(exitCode).toBe(2);
    expect(stderr).toBe('error: nobody is at this terminal to say yes; say it with --yes\n');
    expect((await steward('export', '-g', group)).stdout).toBe(`${topic},0,4\n`);
  });

  it('refuses to undo a run that is not there', async () => {
    const { exitCode, stderr } = await steward('undo', 'nowhere');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: run "nowhere" is not in the journal; [^\n]+\n$/);
  });
});
