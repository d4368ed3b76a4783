import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import type { GroupKind } from '../../../src/domain/kafka/group.ts';
import { joinStreamsGroup } from '../adapters/kafka/members.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { blocks, type OffsetScene, ofTopics, openOffsetScene } from './offset-scene.ts';

let cluster: LocalCluster;
let scene: OffsetScene;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
});
afterAll(() => scene.close());

/** An application that was stopped: its input topic, its internal topics, and what it has committed for both. */
async function stageApplication(kind: 'classic' | 'streams') {
  const input = scene.name(`${kind}-orders`);
  const group = scene.name(`${kind}-shop`);
  const changelog = `${group}-counts-changelog`;
  const repartition = `${group}-by-user-repartition`;
  for (const topic of [input, changelog, repartition]) await scene.createTopic(topic, 1);
  await scene.produce(input, 10, 1);
  await scene.produce(repartition, 10, 1);
  if (kind === 'streams') await (await joinStreamsGroup(scene, group, input)).leave();
  await scene.commit(group, input, [8n]);
  await scene.commit(group, repartition, [8n]);
  return { input, group, changelog, repartition };
}

const kindOf = async (group: string): Promise<GroupKind | undefined> =>
  (await scene.opened.listGroups()).groups.find(listing => listing.group === group)?.kind;

describe.each([
  ['classic', 'kafka-streams-application-reset.sh --application-id'],
  ['streams', 'kafka-streams-groups.sh --reset-offsets'],
] as const)('a stopped Kafka Streams application, its group of the %s protocol', (kind, tool) => {
  it('is refused with its internal topics and the tool that takes them along', async () => {
    const { input, group, changelog, repartition } = await stageApplication(kind);
    const plan = await scene.plan(group, { kind: 'earliest' }, ofTopics(input));
    expect(blocks(plan.checks)).toEqual(['internal-topics-are-dealt-with']);
    const sentence = plan.checks.find(({ level }) => level === 'block')?.sentence ?? '';
    for (const part of [changelog, repartition, tool, '--leave-internal-topics']) expect(sentence).toContain(part);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'refused' });
    expect((await scene.commitsOf(group)).map(({ commit }) => commit?.offset)).toEqual([8, 8]);
  });

  it('is moved by its input topics alone where somebody says so, and taken back', async () => {
    const { input, group, repartition } = await stageApplication(kind);
    const leaving = { internalTopics: 'leave' } as const;
    const all = await scene.plan(group, { kind: 'earliest' }, leaving);
    expect(blocks(all.checks)).toEqual(['internal-topics-are-dealt-with']);
    expect(all.checks.find(({ level }) => level === 'block')?.sentence).toContain(`"${repartition}" cannot be moved`);

    const plan = await scene.plan(group, { kind: 'earliest' }, { ...leaving, ...ofTopics(input) });
    expect(plan.risk).toContain('counted twice');
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
    const offsets = async () =>
      Object.fromEntries((await scene.commitsOf(group)).map(({ topic, commit }) => [topic, commit?.offset]));
    expect(await offsets()).toEqual({ [input]: 0, [repartition]: 8 });
    expect(await kindOf(group)).toBe(kind);

    const back = await scene.planUndo(plan.planId);
    expect(blocks(back.checks)).toEqual([]);
    expect(await scene.apply(back)).toMatchObject({ outcome: 'done' });
    expect(await offsets()).toEqual({ [input]: 8, [repartition]: 8 });
  });
});

it('refuses a streams group with members beside its state', async () => {
  const topic = scene.name('streams-input');
  const group = scene.name('streams-active');
  await scene.createTopic(topic, 1);
  const member = await joinStreamsGroup(scene, group, topic);
  const plan = await scene.plan(group, { kind: 'latest' }, ofTopics(topic));
  await member.leave();
  expect(blocks(plan.checks)).toEqual(['group-is-empty', 'internal-topics-are-dealt-with']);
});
