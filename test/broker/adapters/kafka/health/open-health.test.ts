import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenCluster, openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import { alterPartitionReassignments } from '../../../../../src/adapters/kafka/protocol/generated/alter-partition-reassignments.ts';
import { judgeGates, shutGates } from '../../../../../src/domain/nodes/gates.ts';
import { sharedCluster, withLocalCluster } from '../../../broker-fixture.ts';
import { realClock } from '../real-clock.ts';
import { eventually, openScene, type Scene } from '../scene.ts';

let scene: Scene;
let opened: OpenCluster;

beforeAll(async () => {
  const cluster = await sharedCluster();
  scene = await openScene(cluster.connectionFor());
  opened = await openCluster(cluster.connectionFor(), realClock);
});
afterAll(async () => {
  opened.close();
  await scene.close();
});

const partitionsOf = async (topic: string) =>
  (await opened.health.readHealth()).partitions.filter(each => each.topic === topic);

async function reassign({ client }: Scene, name: string, partitionIndex: number, replicas: readonly number[]) {
  const connection = await client.toAnyBroker();
  const answer = await connection.request(alterPartitionReassignments, {
    timeoutMs: 10_000,
    topics: [{ name, partitions: [{ partitionIndex, replicas }] }],
  });
  expect(answer.responses[0]?.partitions[0]).toMatchObject({ errorCode: 0 });
}

describe('the health of a cluster', () => {
  it('has every broker, every partition with what it needs in sync, and the quorum', async () => {
    const topic = scene.name('healthy');
    await scene.createTopic(topic, 3, 3);
    const health = await opened.health.readHealth();
    expect(health.brokers).toEqual([1, 2, 3].map(brokerId => ({ brokerId, isFenced: false })));
    expect(health.quorum?.voters.map(({ nodeId }) => nodeId).toSorted()).toEqual([1, 2, 3]);
    expect([1, 2, 3]).toContain(health.quorum?.leaderId);
    const own = health.partitions.filter(each => each.topic === topic);
    expect(own).toHaveLength(3);
    for (const { replicaIds, inSyncIds, leaderId, minInSync } of own) {
      expect(inSyncIds.toSorted()).toEqual([1, 2, 3]);
      expect({ leaderId, minInSync }).toEqual({ leaderId: replicaIds[0], minInSync: 2 });
    }
    const gates = judgeGates({ health, nodes: [] });
    expect(gates.filter(({ name }) => name === 'quorum-has-caught-up')).toEqual([
      { name: 'quorum-has-caught-up', level: 'pass', sentence: '3 voters caught up' },
    ]);
  });

  it('is refused to a login without Describe on the cluster', async () => {
    const cluster = await sharedCluster();
    const stranger = await openCluster(cluster.connectionFor('auditor'), realClock);
    await expect(stranger.health.readHealth()).rejects.toMatchObject({ name: 'NotAuthorized' });
    await expect(stranger.health.electPreferred([{ topic: 'any', partition: 0 }])).rejects.toMatchObject({
      name: 'NotAuthorized',
      message: 'this login lacks Alter on the cluster: give it Alter on Cluster',
    });
    stranger.close();
  });
});

describe('an election of preferred leaders', () => {
  it('gives a partition to its preferred replica, and leaves one alone that has its leader', async () => {
    const topic = scene.name('elected');
    await scene.createTopic(topic, 2, 3);
    const [first] = await partitionsOf(topic);
    const [leader, ...others] = first!.replicaIds as [number, number, number];
    await reassign(scene, topic, 0, [...others, leader]);
    await eventually(async () => {
      const [now] = await partitionsOf(topic);
      if (now?.replicaIds[0] !== others[0]) throw new Error('not in that order yet');
    });
    const both = [
      { topic, partition: 0 },
      { topic, partition: 1 },
    ];
    expect(await opened.health.electPreferred(both)).toEqual(both);
    await eventually(async () => {
      const [now] = await partitionsOf(topic);
      if (now?.leaderId !== others[0]) throw new Error('not heard yet');
    });
    expect(await opened.health.electPreferred(both)).toEqual(both);
  });

  it('tells of each partition that it could not be', async () => {
    const topic = scene.name('absent');
    expect(await opened.health.electPreferred([{ topic, partition: 0 }])).toEqual([
      { topic, partition: 0, refusal: expect.stringContaining('UNKNOWN_TOPIC_OR_PARTITION') as string },
    ]);
  });
});

describe('an older cluster', { timeout: 120_000 }, () => {
  it.each([
    { kafkaVersion: '3.9', mode: 'ZooKeeper' },
    { kafkaVersion: '2.8', mode: 'ZooKeeper' },
    { kafkaVersion: '3.9', mode: 'KRaft' },
  ] as const)('tells what it can: $kafkaVersion in $mode mode', async shape => {
    await withLocalCluster(shape, async cluster => {
      const own = await openScene(cluster.connectionFor());
      const reader = await openCluster(cluster.connectionFor(), realClock);
      await own.createTopic('old', 1, 1);
      const health = await reader.health.readHealth();
      expect(health.brokers).toEqual([{ brokerId: 1, isFenced: false }]);
      expect(health.partitions.find(({ topic }) => topic === 'old')).toMatchObject({ leaderId: 1, minInSync: 1 });
      expect(health.quorum?.leaderId).toBe(shape.mode === 'KRaft' ? 1 : undefined);
      expect(shutGates(judgeGates({ health, nodes: [] }))).toEqual([]);
      expect(await reader.health.electPreferred([{ topic: 'old', partition: 0 }])).toEqual([
        { topic: 'old', partition: 0 },
      ]);
      reader.close();
      await own.close();
    });
  });
});

describe('a cluster that is not whole', () => {
  it('tells which partitions are being moved, and which broker is fenced', { timeout: 120_000 }, async () => {
    await withLocalCluster({ brokers: 3 }, async cluster => {
      const own = await openScene(cluster.connectionFor());
      const reader = await openCluster(cluster.connectionFor(), realClock);
      await own.createTopic('moved', 1, 2);
      const { partitions } = await reader.health.readHealth();
      const { replicaIds } = partitions.find(({ topic }) => topic === 'moved')!;
      const third = [1, 2, 3].find(id => !replicaIds.includes(id))!;
      await cluster.stopBroker(third);
      await eventually(async () => {
        const { brokers } = await reader.health.readHealth();
        if (!brokers.some(({ brokerId, isFenced }) => brokerId === third && isFenced))
          throw new Error('not fenced yet');
      });
      await reassign(own, 'moved', 0, [...replicaIds, third]);
      const health = await eventually(async () => {
        const now = await reader.health.readHealth();
        if (now.moving.length === 0) throw new Error('not told yet');
        return now;
      });
      expect(health.moving).toEqual(['moved-0']);
      const shut = shutGates(judgeGates({ health, nodes: [] })).map(({ name }) => name);
      expect(shut).toEqual(
        expect.arrayContaining(['every-broker-is-in', 'no-partition-is-moving', 'no-partition-is-under-replicated']),
      );
      expect(shutGates(judgeGates({ health, nodes: [] }, third)).map(({ name }) => name)).toEqual([
        'no-partition-is-moving',
      ]);
      reader.close();
      await own.close();
    });
  });
});
