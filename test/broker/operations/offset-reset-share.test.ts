import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incrementalAlterConfigs } from '../../../src/adapters/kafka/protocol/generated/incremental-alter-configs.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { byTopicAndPartition } from '../../../src/domain/offsets/commit.ts';
import type { OffsetTarget } from '../../../src/domain/offsets/request.ts';
import { followMoves } from '../../../src/operations/follow-moves.ts';
import { exportGroupOffsets } from '../../../src/operations/offset-export.ts';
import { groupTools, runJavaTool } from '../adapters/kafka/java-tool.ts';
import { joinShareGroup } from '../adapters/kafka/members.ts';
import { patientClient } from '../adapters/kafka/scene.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { blocks, type OffsetScene, ofTopics, openOffsetScene } from './offset-scene.ts';

const minuteMs = 60_000;
const startedAtMs = Date.now();
const writtenAtMs = (record: number) => startedAtMs - (12 - record) * 10 * minuteMs;
const partitions = [0, 1, 2] as const;
const recordCount = 10;
let cluster: LocalCluster;
let scene: OffsetScene;
let topic: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
  topic = scene.name('shared-orders');
  await scene.createTopic(topic, partitions.length);
  const producer = patientClient(cluster.connectionFor()).producer({ idempotent: true });
  await producer.connect();
  for (let record = 0; record < recordCount; record += 1) {
    const messages = partitions.map(partition => ({ partition, value: 'x', timestamp: String(writtenAtMs(record)) }));
    await producer.send({ topic, messages });
  }
  await producer.disconnect();
});
afterAll(() => scene.close());

/** An empty share group that has taken up the topic: no partition has a start offset yet. */
async function stageShareGroup(name: string): Promise<string> {
  const group = scene.name(name);
  const member = await joinShareGroup(scene, group, topic);
  await member.leave();
  return group;
}

/** The start offset of each partition; undefined where there is none. */
async function startsOf(group: string): Promise<readonly (number | undefined)[]> {
  const { commits } = await scene.opened.offsets.readCommits(group, 'share');
  return commits.toSorted(byTopicAndPartition).map(({ commit }) => commit?.offset);
}

async function move(group: string, target: OffsetTarget, where = topic) {
  const plan = await scene.plan(group, target, ofTopics(where));
  const report = await scene.apply(plan);
  return { plan, report };
}

const byTool = (args: readonly string[]) =>
  runJavaTool(cluster, groupTools.share, [
    ...['--command-config', cluster.directory.clientProperties, '--reset-offsets', ...args],
  ]);

/** What a real share consumer is given, as `partition:offset`. */
async function consume(group: string, count: number): Promise<readonly string[]> {
  const output = await runJavaTool(cluster, 'org.apache.kafka.tools.consumer.ConsoleShareConsumer', [
    ...['--command-config', cluster.directory.clientProperties, '--topic', topic, '--group', group],
    ...['--max-messages', String(count), '--timeout-ms', '40000'],
    ...['--formatter-property', 'print.partition=true', '--formatter-property', 'print.offset=true'],
  ]);
  const found = output.matchAll(/Partition:(\d+)\tOffset:(\d+)/g);
  return [...found].map(([, partition, offset]) => `${partition}:${offset}`).toSorted();
}

const places = (from: number): string[] =>
  partitions
    .flatMap(partition => Array.from({ length: recordCount - from }, (_, at) => `${partition}:${from + at}`))
    .toSorted();

describe('a share group on a real cluster', () => {
  it.each<[string, readonly string[], OffsetTarget]>([
    ['the oldest record', ['--to-earliest'], { kind: 'earliest' }],
    ['the end', ['--to-latest'], { kind: 'latest' }],
    [
      'a time',
      ['--to-datetime', new Date(writtenAtMs(3)).toISOString()],
      { kind: 'time', timestampMs: writtenAtMs(3) },
    ],
  ])('goes to the same start offsets as by the official tool, to %s', async (_, args, target) => {
    const [official, ours] = [await stageShareGroup('by-tool'), await stageShareGroup('by-us')];
    await byTool(['--group', official, '--topic', topic, ...args, '--execute']);
    const { plan, report } = await move(ours, target);
    expect(report).toMatchObject({ outcome: 'done' });
    expect(plan.risk).toContain('forgets what became of single records');
    expect(await startsOf(ours)).toEqual(await startsOf(official));
    expect((await startsOf(ours)).every(offset => offset !== undefined)).toBe(true);
  });

  it('begins where it was moved to, and is seen to move on from there', async () => {
    const group = await stageShareGroup('moved');
    const { plan } = await move(group, { kind: 'offset', offset: 7 });
    expect(await consume(group, 9)).toEqual(places(7));
    const options = { withinMs: 10_000, onProgress: () => undefined };
    const world = { offsets: scene.opened.offsets, nowMs: Date.now, sleep: (ms: number) => sleep(ms) };
    const followed = await followMoves(plan.steps, world, options);
    expect(followed.map(({ movedTo }) => movedTo)).toEqual(partitions.map(() => recordCount));
  });

  it('counts from what it has done, which its start offset trails', async () => {
    const group = await stageShareGroup('trailing');
    await move(group, { kind: 'offset', offset: 5 });
    await consume(group, 15);
    const onward = await scene.plan(group, { kind: 'latest' }, ofTopics(topic));
    expect(onward.risk).not.toMatch(/skips \d/);
    const back = await scene.plan(group, { kind: 'offset', offset: 8 }, ofTopics(`${topic}:0`));
    expect(back.risk).toContain(`re-reads 2 records of ${topic}:0`);
  });

  it('is undone partition by partition: what had no start offset begins where its configuration says', async () => {
    const group = await stageShareGroup('undone');
    await move(group, { kind: 'offset', offset: 4 }, `${topic}:0`);
    expect(await startsOf(group)).toEqual([4, undefined, undefined]);
    const { plan } = await move(group, { kind: 'latest' });
    const back = await scene.planUndo(plan.planId);
    expect(blocks(back.checks)).toEqual([]);
    expect(back.risk).toContain('share.auto.offset.reset');
    expect(await scene.apply(back)).toMatchObject({ outcome: 'done' });
    expect(await startsOf(group)).toEqual([4, undefined, undefined]);

    await beginAtTheOldest(group);
    expect(await consume(group, 6 + 2 * recordCount)).toEqual(places(0).filter(place => !/^0:[0-3]$/.test(place)));
  });

  it('is told again what it had acknowledged after its start offset, as the plan said', async () => {
    const group = await stageShareGroup('again');
    await move(group, { kind: 'offset', offset: 5 });
    expect(await consume(group, 15)).toEqual(places(5));
    const { report } = await move(group, { kind: 'offset', offset: 5 });
    expect(report).toMatchObject({ outcome: 'done' });
    await move(group, { kind: 'current' });
    expect(await consume(group, 15)).toEqual(places(5));
  });

  it('is exported as positions without metadata, which another share group takes', async () => {
    const group = await stageShareGroup('exported');
    await move(group, { kind: 'offset', offset: 6 }, `${topic}:1`);
    const { document } = await exportGroupOffsets(group, { offsets: scene.opened.offsets, groups: scene.opened });
    expect(document.offsets).toEqual([{ topic, partition: 1, offset: 6, metadata: '' }]);
    const other = await stageShareGroup('imported');
    const positions = { kind: 'positions', from: 'file', positions: document.offsets } as const;
    const plan = await scene.plan(other, positions);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
    expect(await startsOf(other)).toEqual([undefined, 6, undefined]);
  });

  it('refuses what has no meaning for it, by name', async () => {
    const group = await stageShareGroup('meaning');
    const skip = await scene.plan(group, { kind: 'skip-record' }, ofTopics(`${topic}:0`));
    expect(blocks(skip.checks)).toContain('target-fits-the-kind');
  });

  it('refuses while it has members, also one that came after the plan', async () => {
    const group = await stageShareGroup('members');
    const plan = await scene.plan(group, { kind: 'earliest' }, ofTopics(topic));
    expect(blocks(plan.checks)).toEqual([]);
    const member = await joinShareGroup(scene, group, topic);
    const late = await scene.plan(group, { kind: 'earliest' }, ofTopics(topic));
    expect(blocks(late.checks)).toEqual(['group-is-empty']);
    const report = await scene.apply(plan);
    expect(report).toMatchObject({ outcome: 'refused' });
    expect(blocks(report.checks)).toContain('group-is-empty');
    const write = { topic, partition: 0, commit: { offset: 3, metadata: '' } };
    expect(await scene.opened.offsets.writeCommits(group, [write], 'share')).toMatchObject([
      { refusal: 'the group has members again: stop every one of them' },
    ]);
    await member.leave();
    expect(await startsOf(group)).toEqual([undefined, undefined, undefined]);
  });

  it('refuses a share group that is misspelt, which the official tool would make', async () => {
    const plan = await scene.plan(scene.name('no-such-share'), { kind: 'earliest' }, ofTopics(topic));
    expect(blocks(plan.checks)).toEqual(['group-exists']);
  });
});

async function beginAtTheOldest(group: string): Promise<void> {
  const groupResource = 32;
  const configs = [{ name: 'share.auto.offset.reset', configOperation: 0, value: 'earliest' }];
  const connection = await scene.client.toAnyBroker();
  await connection.request(incrementalAlterConfigs, {
    resources: [{ resourceType: groupResource, resourceName: group, configs }],
    validateOnly: false,
  });
}
