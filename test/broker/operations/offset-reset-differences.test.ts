import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { groupTools, type ToolEnd, tryJavaTool } from '../adapters/kafka/java-tool.ts';
import { joinConsumerGroup } from '../adapters/kafka/members.ts';
import { keptForever, patientClient } from '../adapters/kafka/scene.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { type ProcessResult, runSteward } from '../cli/run-process.ts';
import { type OffsetScene, openOffsetScene } from './offset-scene.ts';

// Where Kafka's own tool is wrong: each time both are run, as commands, on the same broker.
let cluster: LocalCluster;
let scene: OffsetScene;
let runs: string;
let topic: string;

/** Records of one partition: two in the same second, and one each hour before it. */
const wholeHourMs = Date.parse('2026-03-01T12:00:00Z');
const writtenAtMs = [-3, -2, -1]
  .map(hours => wholeHourMs + hours * 3_600_000)
  .concat(wholeHourMs + 100, wholeHourMs + 600);

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
  runs = await mkdtemp(join(tmpdir(), 'runs-'));
  topic = scene.name('differences');
  await scene.createTopic(topic, 1, 1, keptForever);
  const producer = patientClient(cluster.connectionFor()).producer({ idempotent: true });
  await producer.connect();
  for (const atMs of writtenAtMs) {
    await producer.send({ topic, messages: [{ partition: 0, value: 'record', timestamp: String(atMs) }] });
  }
  await producer.disconnect();
});
afterAll(async () => {
  await scene.close();
  await rm(runs, { recursive: true });
});

/** A group of its own for each of the two, at offset 0. */
async function twoGroups(name: string): Promise<{ readonly theirs: string; readonly ours: string }> {
  const groups = { theirs: scene.name(`${name}-tool`), ours: scene.name(`${name}-steward`) };
  for (const group of Object.values(groups)) await scene.commit(group, topic, [0n]);
  return groups;
}

function byTool(group: string, ...place: readonly string[]): Promise<ToolEnd> {
  return tryJavaTool(cluster, groupTools.consumer, [
    ...['--command-config', cluster.directory.clientProperties, '--reset-offsets', '--execute'],
    ...['--group', group, '--topic', topic, ...place],
  ]);
}

function bySteward(group: string, ...place: readonly string[]): Promise<ProcessResult> {
  const connection = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];
  const args = ['offsets', 'apply', '--group', group, '--topic', topic, ...place, '--watch', '0s', '--yes'];
  return runSteward([...args, ...connection], { cwd: runs, env: { KAFKA_STEWARD_RUNS: runs, USER: 'tester' } });
}

const offsetOf = async (group: string) => (await scene.commitsOf(group))[0]?.commit?.offset;
const groupNames = async () => (await scene.opened.listGroups()).groups.map(({ group }) => group);

describe("what Kafka's own tool gets wrong", () => {
  it.each([
    // 16:29 at +0530 is 10:59 in UTC; the tool reads the hours of such a zone only: 11:29.
    { name: 'the minutes of a zone', text: '2026-03-01T16:29:00.000+0530', theirs: 3, ours: 2 },
    // Half a second; the tool reads five milliseconds.
    { name: 'a fraction of one digit', text: '2026-03-01T12:00:00.5Z', theirs: 3, ours: 4 },
  ])('reads $name of a date and time', async ({ name, text, theirs, ours }) => {
    const groups = await twoGroups(name.replaceAll(' ', '-'));
    expect(await byTool(groups.theirs, '--to-datetime', text)).toMatchObject({ exitCode: 0 });
    expect(await bySteward(groups.ours, '--to-datetime', text)).toMatchObject({ exitCode: 0 });
    expect([await offsetOf(groups.theirs), await offsetOf(groups.ours)]).toEqual([theirs, ours]);
  });

  it('reads whole seconds, which the tool cannot: it leaves the group alone and ends with 0', async () => {
    const { theirs, ours } = await twoGroups('whole-seconds');
    const tool = await byTool(theirs, '--to-datetime', '2026-03-01T16:29:00+05:30');
    expect(tool).toMatchObject({ exitCode: 0, output: expect.stringContaining('Unparseable date') as string });
    expect(await bySteward(ours, '--to-datetime', '2026-03-01T16:29:00+05:30')).toMatchObject({ exitCode: 0 });
    expect([await offsetOf(theirs), await offsetOf(ours)]).toEqual([0, 2]);
  });

  it('refuses a date and time without a zone, which the tool takes for UTC', async () => {
    const { theirs, ours } = await twoGroups('no-zone');
    expect(await byTool(theirs, '--to-datetime', '2026-03-01T11:00:00.000')).toMatchObject({ exitCode: 0 });
    expect(await offsetOf(theirs)).toBe(2);
    const { exitCode, stderr } = await bySteward(ours, '--to-datetime', '2026-03-01T11:00:00.000');
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^error: [^\n]*zone[^\n]*\n$/)]);
    expect(await offsetOf(ours)).toBe(0);
  });

  it('ends a refusal with an exit code of its own, where the tool ends with 0', async () => {
    const { theirs, ours } = await twoGroups('in-use');
    for (const group of [theirs, ours]) await joinConsumerGroup(scene, group, topic);
    const tool = await byTool(theirs, '--to-latest');
    expect(tool.output).toMatch(/Error: Assignments can only be reset if the group '\S+' is inactive/);
    expect(tool.exitCode).toBe(0);
    expect(await bySteward(ours, '--to-latest')).toMatchObject({ exitCode: 3 });
    expect([await offsetOf(theirs), await offsetOf(ours)]).toEqual([0, 0]);
  });

  it('refuses a misspelt group, which the tool makes', async () => {
    const { theirs, ours } = await twoGroups('typo');
    expect(await byTool(`${theirs}x`, '--to-latest')).toMatchObject({ exitCode: 0 });
    expect(await bySteward(`${ours}x`, '--to-latest')).toMatchObject({ exitCode: 3 });
    const names = await groupNames();
    expect([names.includes(`${theirs}x`), names.includes(`${ours}x`)]).toEqual([true, false]);
  });
});
