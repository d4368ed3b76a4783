import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteRecords } from '../../../src/adapters/kafka/protocol/generated/delete-records.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { parseOffsetFile } from '../../../src/domain/offsets/offset-file.ts';
import type { OffsetResetRequest, OffsetTarget } from '../../../src/domain/offsets/request.ts';
import { runJavaTool } from '../adapters/kafka/java-tool.ts';
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
let file: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
  topic = scene.name('targets');
  group = scene.name('targets-app');
  await scene.createTopic(topic, 3);
  const kafka = createRecordClient(cluster.connectionFor());
  const producer = kafka.producer();
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
  await scene.commit(group, topic, [6n, 5n]);
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

describe('a reset against the official tool', () => {
  it.each(Object.entries(cases))('goes to the same offsets for %s', async (_, { args, target, more, only = '' }) => {
    const place = args[0] === '--from-file' ? [...args, file] : [...args, '--topic', `${topic}${only}`];
    const told = await resetByTool(place);
    const plan = await scene.plan(group, target(), { ...ofTopics(`${topic}${only}`), ...more });
    expect(plan.checks.filter(({ level }) => level === 'block')).toEqual([]);
    expect(offsetsOf(plan.objects)).toEqual(told);
  });

  it('goes to the same offsets for everything the group has committed', async () => {
    const plan = await scene.plan(group, { kind: 'earliest' });
    expect(offsetsOf(plan.objects)).toEqual(await resetByTool(['--all-topics', '--to-earliest']));
  });

  it('refuses to take a full partition for an empty one, where the tool goes to its end', async () => {
    const plan = await scene.plan(group, { kind: 'time', timestampMs: writtenAtMs(4) + 1 }, ofTopics(topic));
    expect(plan.checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence)).toEqual([
      `${topic}:1: no record at or after the time: its newest record is older; say --when-no-record end to go to its end`,
      `${topic}:2: no record at or after the time: it holds no record; say --when-no-record end to go to its end`,
    ]);
  });

  it('refuses what is outside the log, where the tool goes to its end', async () => {
    const plan = await scene.plan(group, { kind: 'offset', offset: 7 }, ofTopics(topic));
    expect(plan.checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence)).toEqual([
      `${topic}:1: offset 7 is outside the log: the log ends at 5; say --clamp to go there`,
      `${topic}:2: offset 7 is outside the log: the log ends at 0; say --clamp to go there`,
    ]);
    expect(plan.steps).toEqual([]);
  });
});

async function resetByTool(args: readonly string[]): Promise<Record<string, number>> {
  const output = await runJavaTool(cluster, 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', [
    ...['--command-config', cluster.directory.clientProperties, '--reset-offsets', '--group', group],
    ...['--dry-run', '--export', ...args],
  ]);
  const rows = output.split('\n').filter(line => line.includes(topic) && /,\d+,\d+$/.test(line));
  const offsets = rows.map(line => {
    const [name = '', partition = '', offset] = line.replaceAll('"', '').split(',');
    return [`${name}:${partition}`, Number(offset)] as const;
  });
  return Object.fromEntries(offsets);
}

function offsetsOf(objects: readonly { readonly object: string; readonly after?: unknown }[]): Record<string, number> {
  const offsets = objects.map(
    ({ object, after }) => [object.split(' ').at(-1)!, (after as { readonly offset: number }).offset] as const,
  );
  return Object.fromEntries(offsets);
}
