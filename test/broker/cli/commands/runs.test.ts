import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryJournal } from '../../../../src/adapters/local/journal/directory-journal.ts';
import type { LocalCluster } from '../../../../src/adapters/local/local-cluster.ts';
import type { RunSummary } from '../../../../src/domain/change/run-summary.ts';
import { openScene, type Scene } from '../../adapters/kafka/scene.ts';
import { sharedCluster } from '../../broker-fixture.ts';
import { runSteward, type StewardOptions } from '../run-process.ts';

let cluster: LocalCluster;
let scene: Scene;
let directory: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openScene(cluster.connectionFor());
  directory = await mkdtemp(join(tmpdir(), 'runs-'));
});
afterAll(async () => {
  await scene.close();
  await rm(directory, { recursive: true });
});

/** A group of its own with its commit at 4 of 10 records, and a journal of its own. */
async function stage(name: string) {
  const [topic, group] = [scene.name(name), scene.name(`${name}-app`)];
  await scene.createTopic(topic, 1);
  await scene.produce(topic, 10, 1);
  await scene.commit(group, topic, [4n]);
  const runs = join(directory, name);
  const steward = (args: readonly string[], options: StewardOptions = {}) =>
    runSteward(args, { ...options, env: { KAFKA_STEWARD_RUNS: runs, USER: 'tester' } });
  const there = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];
  const apply = (watch: string, options?: StewardOptions) =>
    steward(
      ['offsets', 'apply', '-g', group, '-t', topic, '--to-latest', '--watch', watch, '--yes', ...there],
      options,
    );
  const resume = (runId: string) => steward(['runs', 'resume', runId, '--yes', '--json', ...there]);
  const readCommit = async () => (await steward(['offsets', 'export', '-g', group, ...there])).stdout.trim();
  const journal = directoryJournal(runs);
  const onlyRun = async (): Promise<RunSummary | undefined> => (await journal.list({}))[0];
  return { topic, runs, steward, apply, resume, readCommit, journal, onlyRun };
}

describe('runs at the command line', () => {
  it('tell of a change that was made', async () => {
    const { apply, steward, onlyRun } = await stage('told');
    expect((await apply('0s')).exitCode).toBe(0);
    const { runId } = (await onlyRun())!;
    expect((await steward(['runs', 'list'])).stdout).toMatch(
      new RegExp(`${runId} +done +1/1 +offset-reset .* tester `),
    );
    const { stdout, exitCode } = await steward(['runs', 'show', runId]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`run ${runId}: done, 1 of 1 step done`);
  });

  it('go on with a change whose process was killed before it acted', async () => {
    const { topic, apply, resume, readCommit, onlyRun } = await stage('killed');
    let process: ChildProcess | undefined;
    const killed = apply('1h', { onOutput: child => (process = child) });
    while ((await onlyRun()) === undefined) await sleep(20);
    process!.kill('SIGKILL');
    expect((await killed).exitCode).toBeNull();
    expect(await readCommit()).toBe(`${topic},0,4`);

    const resumed = await resume((await onlyRun())!.runId);
    expect(resumed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await readCommit()).toBe(`${topic},0,10`);
    expect(await onlyRun()).toMatchObject({ outcome: 'done', stepsDone: 1 });
  });

  it('find out that a step took effect whose process was killed before it could write so', async () => {
    const { topic, runs, apply, resume, readCommit, journal, onlyRun } = await stage('in-doubt');
    await apply('0s');
    const { runId } = (await onlyRun())!;
    const path = join(runs, `${runId}.jsonl`);
    const lines = (await readFile(path, 'utf8')).split('\n');
    const begun = lines.findIndex(line => line.includes('"step-begun"'));
    await writeFile(path, `${lines.slice(0, begun + 1).join('\n')}\n`);

    expect((await resume(runId)).exitCode).toBe(0);
    expect(await readCommit()).toBe(`${topic},0,10`);
    const events = (await journal.read(runId)).entries.map(({ event }) => event);
    expect(events.filter(({ kind }) => kind === 'step-begun')).toHaveLength(1);
    expect(events).toContainEqual({ kind: 'step-done', step: 0, how: 'found' });
  });

  it('refuse to go on where somebody moved the group since', async () => {
    const { topic, runs, apply, resume, readCommit, onlyRun } = await stage('moved');
    await apply('0s');
    const { runId } = (await onlyRun())!;
    const path = join(runs, `${runId}.jsonl`);
    const lines = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, `${lines.slice(0, 2).join('\n')}\n`);
    const { exitCode, stdout } = await resume(runId);
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'refused' });
    expect(await readCommit()).toBe(`${topic},0,10`);
  });
});
