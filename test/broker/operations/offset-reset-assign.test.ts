import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultWatchMs } from '../../../cli/offset-world.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import type { ChangeReport } from '../../../src/domain/change/change-report.ts';
import type { OffsetStep } from '../../../src/domain/offsets/offset-step.ts';
import { eventually } from '../adapters/kafka/scene.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { runSteward } from '../cli/run-process.ts';
import { type OffsetScene, openOffsetScene } from './offset-scene.ts';

const source = join(import.meta.dirname, 'AssignedConsumer.java');
const recordCount = 20_000;
/** Records the consumer reads between two of its commits of 5 s each are about a hundred; half of them. */
const halfwayRecords = 40;
let cluster: LocalCluster;
let scene: OffsetScene;
let directory: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
  directory = await mkdtemp(join(tmpdir(), 'assigned-'));
});
afterAll(async () => {
  await scene.close();
  await rm(directory, { recursive: true });
});

/** A Java process that reads without being a member. */
interface Reader {
  readonly lastRead: () => number;
  readonly stop: () => Promise<void>;
}

function startReader(group: string, topic: string, commits: string): Reader {
  const { jars, bootstrapServers } = cluster;
  const quick = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', `${jars}/*`];
  const args = [source, cluster.directory.clientProperties, bootstrapServers, group, topic, commits];
  const process: ChildProcess = spawn('java', [...quick, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let last = -1;
  process.stdout?.setEncoding('utf8').on('data', (text: string) => {
    last = Number(
      text
        .match(/read \d+/g)
        ?.at(-1)
        ?.slice('read '.length) ?? last,
    );
  });
  return {
    lastRead: () => last,
    stop: async () => {
      process.kill('SIGKILL');
      await once(process, 'exit');
    },
  };
}

const committed = async (group: string): Promise<number> => (await scene.commitsOf(group))[0]?.commit?.offset ?? -1;

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  await eventually(async () => {
    if (!(await isSo())) throw new Error(`waited in vain for ${what}`);
  });
}

async function applyAtTheCommandLine(group: string, topic: string) {
  const connection = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];
  const env = { KAFKA_STEWARD_RUNS: join(directory, 'runs'), USER: 'tester' };
  const args = ['offsets', 'apply', '-g', group, '-t', topic, '--to-earliest', '--yes', '--json', ...connection];
  const { exitCode, stdout, stderr } = await runSteward(args, { cwd: directory, env });
  if (stdout === '') throw new Error(stderr);
  return { exitCode, report: JSON.parse(stdout) as ChangeReport<OffsetStep> };
}

describe(`a consumer with assign(), which is no member of its group, watched for ${defaultWatchMs} ms`, () => {
  it.each(['every-second', 'as Java does by default'])(
    'is refused, and nothing written, if it commits %s',
    async how => {
      const topic = scene.name('assigned');
      const group = scene.name(`assigned: ${how}`);
      await scene.createTopic(topic, 1);
      await scene.produce(topic, recordCount, 1);
      const reader = startReader(group, topic, how);
      try {
        await until(async () => (await committed(group)) > 0, 'a first commit');
        const first = await committed(group);
        await until(async () => (await committed(group)) > first, 'another commit');
        const { groups } = await scene.opened.listGroups();
        expect(groups.find(listing => listing.group === group)).toMatchObject({ state: 'Empty' });
        const readSoFar = reader.lastRead();
        await until(
          () => reader.lastRead() > readSoFar + halfwayRecords,
          'the time between two commits to be half over',
        );

        const before = await committed(group);
        const { exitCode, report } = await applyAtTheCommandLine(group, topic);
        expect({ exitCode, outcome: report.outcome }).toEqual({ exitCode: 3, outcome: 'refused' });
        expect(report.steps.map(({ kind }) => kind)).toEqual(['waiting']);
        const reasons = report.checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence);
        expect(reasons).toContainEqual(expect.stringContaining('although the group has no members'));
        expect(reasons).toContainEqual(expect.stringContaining('a consumer with assign() still runs'));
        expect(await committed(group)).toBeGreaterThan(before);
      } finally {
        await reader.stop();
      }
    },
  );
});
