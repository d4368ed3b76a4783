import { afterAll, beforeAll, expect, it } from 'vitest';
import { runJavaTool } from '../adapters/kafka/java-tool.ts';
import { eventually } from '../adapters/kafka/scene.ts';
import { type OwnCluster, startOwnCluster } from '../broker-fixture.ts';
import { ofTopics, openOffsetScene } from './offset-scene.ts';

let own: OwnCluster;
beforeAll(async () => {
  own = await startOwnCluster({ brokers: 1 });
});
afterAll(() => own.remove());

it('lets a Java consumer go on where the group was moved, though the leader has changed since its commit', async () => {
  const { cluster } = own;
  const earlier = await openOffsetScene(cluster);
  const topic = earlier.name('epochs');
  const group = earlier.name('epochs-app');
  await earlier.createTopic(topic, 1);
  await earlier.produce(topic, 10, 1);
  await earlier.commit(group, topic, [5n]);
  await earlier.opened.offsets.writeCommits(group, [
    { topic, partition: 0, commit: { offset: 5, leaderEpoch: 0, metadata: 'mine' } },
  ]);
  await earlier.close();
  await cluster.stopBroker(1);
  await cluster.startBroker(1);

  const scene = await openOffsetScene(cluster);
  await eventually(() => scene.produce(topic, 10, 1));
  const plan = await scene.plan(group, { kind: 'latest' }, ofTopics(topic));
  expect(plan.objects).toMatchObject([{ before: { offset: 5, leaderEpoch: 0, metadata: 'mine' } }]);
  expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
  await scene.produce(topic, 5, 1);
  await scene.close();
  const output = await runJavaTool(cluster, 'org.apache.kafka.tools.consumer.ConsoleConsumer', [
    ...['--topic', topic, '--group', group, '--max-messages', '5', '--timeout-ms', '40000'],
    ...['--formatter-property', 'print.offset=true'],
  ]);
  // With the old epoch beside the new offset it reads 10 to 14: the end of that epoch, and what the move had skipped.
  expect(output.match(/Offset:\d+/g)).toEqual([20, 21, 22, 23, 24].map(offset => `Offset:${offset}`));
});
