import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deleteRecords } from '../../../src/adapters/kafka/protocol/generated/delete-records.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { parseOffsetFile } from '../../../src/domain/offsets/offset-file.ts';
import type { OffsetResetRequest, OffsetTarget } from '../../../src/domain/offsets/request.ts';
import { groupTools, type ToolEnd, tryJavaTool } from '../adapters/kafka/java-tool.ts';
import { patientClient } from '../adapters/kafka/scene.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { type OffsetScene, ofTopics, openOffsetScene } from './offset-scene.ts';

const minuteMs = 60_000;
const startedAtMs = Date.now();
/** Ten records in partition 0, five in partition 1, one each 10 min; none in partition 2. */
const writtenAtMs = (record: number) => startedAtMs - (12 - record) * 10 * minuteMs;
let cluster: LocalCluster;
let scene: OffsetScene;
let topic: string;
let group: string;
/** Committed the same; the official tool moves it. */
let twin: string;
let file: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
  topic = scene.name('targets');
  group = scene.name('targets-app');
  twin = scene.name('targets-twin');
  await scene.createTopic(topic, 3);
  const kafka = patientClient(cluster.connectionFor());
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  for (const [partition, count] of [10, 5].entries()) {
    const messages = Array.from({ length: count }, (_, at) => ({
      partition,
      value: `record ${at}`,
      timestamp: String(writtenAtMs(at)),
    }));
    for (const message of messages) await producer.send({ topic, messages: [message] });
  }
  await producer.disconnect();
  await cutTo(2n);
  for (const each of [group, twin]) await scene.commit(each, topic, [6n, 5n]);
  file = join(await mkdtemp(join(tmpdir(), 'offsets-')), 'offsets.csv');
  await writeFile(file, `"${topic}",0,3\n${topic},1,99\n`);
});
afterAll(async () => {
  await scene.close();
  await rm(join(file, '..'), { recursive: true });
});

/** Deletes the oldest records of partition 0. */
async function cutTo(offset: bigint): Promise<void> {
  const { topics } = await scene.client.metadata([topic]);
  const leader = await scene.client.toBroker(topics[0]!.partitions[0]!.leaderId);
  const partitions = [{ partitionIndex: 0, offset }];
  await leader.request(deleteRecords, { topics: [{ name: topic, partitions }], timeoutMs: 10_000 });
}

interface Case {
  readonly args: readonly string[];
  readonly target: () => OffsetTarget;
  readonly more?: Partial<OffsetResetRequest>;
  /** Partitions of the topic; absent: all of them. */
  readonly only?: string;
}

const iso = (atMs: number): string => new Date(atMs).toISOString().replace('Z', '');
const clamp = { outOfRange: 'clamp' } as const;
const cases: Readonly<Record<string, Case>> = {
  earliest: { args: ['--to-earliest'], target: () => ({ kind: 'earliest' }) },
  latest: { args: ['--to-latest'], target: () => ({ kind: 'latest' }) },
  current: { args: ['--to-current'], target: () => ({ kind: 'current' }) },
  'an offset': { args: ['--to-offset', '4'], target: () => ({ kind: 'offset', offset: 4 }), only: ':0,1' },
  'an offset, clamped': { args: ['--to-offset', '7'], target: () => ({ kind: 'offset', offset: 7 }), more: clamp },
  'a shift back': { args: ['--shift-by', '-3'], target: () => ({ kind: 'shift', byRecords: -3 }), only: ':0,1' },
  'a shift on, clamped': {
    args: ['--shift-by', '3'],
    target: () => ({ kind: 'shift', byRecords: 3 }),
    only: ':0,1',
    more: clamp,
  },
  'a time': {
    args: ['--to-datetime', iso(writtenAtMs(3))],
    target: () => ({ kind: 'time', timestampMs: writtenAtMs(3) }),
    only: ':0,1',
  },
  'a time after the last record of a partition': {
    args: ['--to-datetime', iso(writtenAtMs(4) + 1)],
    target: () => ({ kind: 'time', timestampMs: writtenAtMs(4) + 1 }),
    more: { noRecord: 'end' },
  },
  'a duration': {
    args: ['--by-duration', 'PT1H35M'],
    target: () => ({ kind: 'time', timestampMs: Date.now() - 95 * minuteMs }),
    only: ':0,1',
  },
  'a file, clamped': {
    args: ['--from-file'],
    target: () => ({
      kind: 'positions',
      from: 'the file',
      positions: parseOffsetFile(`${topic},0,3\n${topic},1,99`, group, 'the file'),
    }),
    more: clamp,
    only: ':0,1',
  },
};

/** Both groups where the file begins, whatever a test before it has left. */
async function putBack(): Promise<void> {
  for (const each of [group, twin]) {
    await scene.opened.offsets.deleteCommits(each, [{ topic, partition: 2 }]);
    await scene.commit(each, topic, [6n, 5n]);
  }
}

describe('a reset against the official tool', () => {
  beforeEach(putBack);

  it.each(Object.entries(cases))('ends at the same offsets for %s', async (_, { args, target, more, only = '' }) => {
    const place = args[0] === '--from-file' ? [...args, file] : [...args, '--topic', `${topic}${only}`];
    await resetTwin(place);
    const plan = await scene.plan(group, target(), { ...ofTopics(`${topic}${only}`), ...more });
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
    expect(await offsetsOf(group)).toEqual(await offsetsOf(twin));
  });

  it('ends at the same offsets for everything the group has committed', async () => {
    await resetTwin(['--all-topics', '--to-earliest']);
    expect(await scene.apply(await scene.plan(group, { kind: 'earliest' }))).toMatchObject({ outcome: 'done' });
    expect(await offsetsOf(group)).toEqual(await offsetsOf(twin));
  });

  it('ends at the same offsets for a topic and single partitions of another', async () => {
    const other = scene.name('targets-other');
    await scene.createTopic(other, 2);
    await scene.produce(other, 4, 2);
    await resetTwin(['--topic', topic, '--topic', `${other}:1`, '--to-latest']);
    const plan = await scene.plan(group, { kind: 'latest' }, ofTopics(topic, `${other}:1`));
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
    const places = [topic, topic, topic, other];
    expect((await scene.commitsOf(group)).map(row => row.topic).toSorted()).toEqual(places.toSorted());
    expect(await offsetsOf(group)).toEqual(await offsetsOf(twin));
    const first = { topic: other, partition: 1 };
    for (const each of [group, twin]) await scene.opened.offsets.deleteCommits(each, [first]);
  });

  it('refuses to take a full partition for an empty one, where the tool says so and goes to its end', async () => {
    const atMs = writtenAtMs(4) + 1;
    const { output } = await resetTwin(['--topic', topic, '--to-datetime', iso(atMs)]);
    expect(output).toMatch(/Partition 1 from topic \S+ is empty. Falling back to latest known offset/);
    expect(await offsetsOf(twin)).toMatchObject({ [`${topic}:1`]: 5 });

    const plan = await scene.plan(group, { kind: 'time', timestampMs: atMs }, ofTopics(topic));
    expect(plan.checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence)).toEqual([
      `${topic}:1: no record at or after the time: its newest record is older; say --when-no-record end to go to its end`,
      `${topic}:2: no record at or after the time: it holds no record; say --when-no-record end to go to its end`,
    ]);
  });

  it('refuses what is outside the log, where the tool goes to its end', async () => {
    const { exitCode } = await resetTwin(['--topic', topic, '--to-offset', '7']);
    expect(exitCode).toBe(0);
    expect(await offsetsOf(twin)).toEqual({ [`${topic}:0`]: 7, [`${topic}:1`]: 5, [`${topic}:2`]: 0 });

    const plan = await scene.plan(group, { kind: 'offset', offset: 7 }, ofTopics(topic));
    expect(plan.checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence)).toEqual([
      `${topic}:1: offset 7 is outside the log: the log ends at 5; say --clamp to go there`,
      `${topic}:2: offset 7 is outside the log: the log ends at 0; say --clamp to go there`,
    ]);
    expect(plan.steps).toEqual([]);
  });
});

/** What the official tool does to the twin of our group. */
async function resetTwin(place: readonly string[]): Promise<ToolEnd> {
  const end = await tryJavaTool(cluster, groupTools.consumer, [
    ...['--command-config', cluster.directory.clientProperties, '--reset-offsets', '--group', twin],
    ...['--execute', ...place],
  ]);
  expect(end).toMatchObject({ exitCode: 0, output: expect.not.stringContaining('Error') as string });
  return end;
}

async function offsetsOf(name: string): Promise<Record<string, number | undefined>> {
  const commits = await scene.commitsOf(name);
  return Object.fromEntries(commits.map(({ topic: of, partition, commit }) => [`${of}:${partition}`, commit?.offset]));
}
