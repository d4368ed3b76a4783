import { expect, test } from 'vitest';
import { createRecordClient } from '../../../../src/adapters/local/record-client.ts';
import { withLocalCluster } from '../../broker-fixture.ts';

// Each start includes a record that came back through a consumer group.
test.each([
  { kafkaVersion: '3.9', mode: 'KRaft' as const, security: 'scram' },
  { kafkaVersion: '3.9', mode: 'ZooKeeper' as const },
  { kafkaVersion: '2.8', mode: 'ZooKeeper' as const },
])('brings up $kafkaVersion in $mode mode', async request => {
  await withLocalCluster(request, async cluster => {
    const admin = createRecordClient(cluster.connectionFor()).admin();
    await admin.connect();
    try {
      expect((await admin.describeCluster()).brokers).toHaveLength(1);
    } finally {
      await admin.disconnect();
    }
  });
});

test('brings a killed broker back in ZooKeeper mode, where its registration outlives it', async () => {
  await withLocalCluster({ kafkaVersion: '3.9', mode: 'ZooKeeper' }, async cluster => {
    await cluster.killBroker(1);
    await cluster.startBroker(1);
    const admin = createRecordClient(cluster.connectionFor()).admin();
    await admin.connect();
    try {
      expect((await admin.describeCluster()).brokers.map(broker => broker.nodeId)).toEqual([1]);
    } finally {
      await admin.disconnect();
    }
  });
});
