import { expect, it } from 'vitest';
import { withLocalCluster } from '../broker-fixture.ts';
import { ofTopics, openOffsetScene } from './offset-scene.ts';

it.each([
  { kafkaVersion: '3.9', mode: 'KRaft' },
  { kafkaVersion: '3.9', mode: 'ZooKeeper' },
  { kafkaVersion: '2.8', mode: 'ZooKeeper' },
] as const)('moves a group and puts it back on Kafka $kafkaVersion ($mode)', async request => {
  await withLocalCluster({ brokers: 1, ...request }, async cluster => {
    const scene = await openOffsetScene(cluster);
    const topic = scene.name('old');
    const group = scene.name('old-app');
    await scene.createTopic(topic, 2);
    await scene.produce(topic, 10, 2);
    await scene.commit(group, topic, [4n]);
    const before = await scene.commitsOf(group);
    const plan = await scene.plan(group, { kind: 'time', timestampMs: 0 }, ofTopics(topic));
    expect(plan.checks.filter(({ level }) => level !== 'pass')).toEqual([]);
    const [move] = plan.steps[0]!.moves;
    expect(move).toMatchObject({ oldRecord: { kind: 'record', offset: 4 }, newRecord: { kind: 'record', offset: 0 } });
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
    expect(await scene.commitsOf(group)).toEqual([
      { topic, partition: 0, commit: { offset: 0, metadata: 'by hand' } },
      { topic, partition: 1, commit: { offset: 0, metadata: '' } },
    ]);
    expect(await scene.apply(await scene.planUndo(plan.planId))).toMatchObject({ outcome: 'done' });
    expect(await scene.commitsOf(group)).toEqual(before);
    await scene.close();
  });
});
