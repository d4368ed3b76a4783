import { expect, it } from 'vitest';
import { withLocalCluster } from '../broker-fixture.ts';
import { openOffsetScene } from './offset-scene.ts';

const partitionCount = 2_000;

it('moves 2,000 partitions in one run, reads them back, and puts them back', async () => {
  await withLocalCluster({ brokers: 1, heapMegabytes: 512 }, async cluster => {
    const scene = await openOffsetScene(cluster);
    const topic = scene.name('many');
    const group = scene.name('many-app');
    await scene.createTopic(topic, partitionCount);
    await scene.produce(topic, 2, partitionCount);
    await scene.commit(group, topic, Array<bigint>(partitionCount).fill(1n));
    const before = await scene.commitsOf(group);
    const plan = await scene.plan(group, { kind: 'earliest' });
    expect([plan.objects.length, plan.steps.length]).toEqual([partitionCount, partitionCount / 500]);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
    const moved = await scene.commitsOf(group);
    expect(moved).toHaveLength(partitionCount);
    expect(moved.every(({ commit }) => commit?.offset === 0)).toBe(true);
    expect(await scene.apply(await scene.planUndo(plan.planId))).toMatchObject({ outcome: 'done' });
    expect(await scene.commitsOf(group)).toEqual(before);
    await scene.close();
  });
}, 180_000);
