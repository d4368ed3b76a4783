import { describe, expect, it } from 'vitest';
import { openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../../../src/adapters/local/record-client.ts';
import { rowError } from '../../../../../src/domain/kafka/row-error.ts';
import { rowsOf } from '../../../../builders/snapshot-rows.ts';
import { withLocalCluster } from '../../../broker-fixture.ts';
import { realClock } from '../real-clock.ts';
import { eventually, openScene } from '../scene.ts';

const releases = [
  {
    request: { kafkaVersion: '2.8', mode: 'ZooKeeper', brokers: 1 },
    about: { metadataMode: 'ZooKeeper', versionEstimate: '2.8 or later' },
    kind: 'classic',
    cannot: 6,
  },
  {
    request: { kafkaVersion: '3.9', mode: 'ZooKeeper', brokers: 1 },
    about: { metadataMode: 'ZooKeeper', versionEstimate: '3.8 or later' },
    kind: 'classic',
    cannot: 4,
  },
  {
    request: { kafkaVersion: '3.9', brokers: 1 },
    about: { metadataMode: 'KRaft', versionEstimate: '3.8 or later' },
    kind: 'classic',
    cannot: 4,
  },
] as const;

describe.each(releases)('Kafka $request.kafkaVersion ($about.metadataMode)', ({ request, about, kind, cannot }) => {
  it('is read, described and told what it cannot do', async () => {
    await withLocalCluster({ ...request, heapMegabytes: 256 }, async cluster => {
      const scene = await openScene(cluster.connectionFor());
      const reader = await openCluster(cluster.connectionFor(), realClock);
      try {
        expect(rowsOf(await reader.readSnapshot({}))).toEqual({});
        expect(rowsOf(await reader.readSnapshot({ groups: ['nobody'] }))).toEqual({
          nobody: { error: rowError.groupUnknown },
        });
        await scene.createTopic('orders', 2);
        await scene.produce('orders', 10, 2);
        for (let index = 0; index < 30; index += 1)
          await scene.commit(`batch ${index}`, 'orders', [BigInt(index % 11), 10n]);
        const leave = await consume(cluster, 'live');
        const snapshot = await eventually(async () => {
          const found = await reader.readSnapshot({});
          expect(rowsOf(found)).toMatchObject({
            live: { 'orders-0': '10 of 0..10..10', 'orders-1': '10 of 0..10..10' },
          });
          return found;
        });
        expect(snapshot.gaps).toEqual([]);
        for (let index = 0; index < 30; index += 1) {
          expect(rowsOf(snapshot)[`batch ${index}`]).toEqual({
            'orders-0': `${index % 11} of 0..10..10`,
            'orders-1': '10 of 0..10..10',
          });
        }
        const { groups } = await reader.listGroups();
        expect(groups).toHaveLength(31);
        expect(new Set(groups.map(group => group.kind))).toEqual(new Set([kind]));
        const live = groups.find(({ group }) => group === 'live')!;
        for (const asKind of [kind, 'unknown'] as const) {
          const [description] = await reader.describeGroups([{ ...live, kind: asKind }]);
          expect(description).toMatchObject({
            kind: 'classic',
            state: 'Stable',
            members: [{ clientHost: '127.0.0.1' }],
          });
          const [assigned] = description!.members[0]!.assignment!;
          expect({ ...assigned!, partitions: [...assigned!.partitions].sort() }).toEqual({
            topic: 'orders',
            partitions: [0, 1],
          });
        }
        const described = await reader.describeCluster();
        expect(described).toMatchObject({ ...about, clusterId: snapshot.clusterId });
        expect(described.capabilities.filter(({ supported }) => !supported)).toHaveLength(cannot);
        await leave();
      } finally {
        reader.close();
        await scene.close();
      }
    });
  });
});

async function consume(cluster: LocalCluster, groupId: string): Promise<() => Promise<void>> {
  const consumer = createRecordClient(cluster.connectionFor()).consumer({ groupId, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic: 'orders', fromBeginning: true });
  await consumer.run({ autoCommitThreshold: 1, eachMessage: async () => await Promise.resolve() });
  return async () => await consumer.disconnect();
}
