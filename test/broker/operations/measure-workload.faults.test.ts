import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { measureWorkload } from '../../../src/operations/measure-workload.ts';
import { eventually, openScene } from '../adapters/kafka/scene.ts';
import { withLocalCluster } from '../broker-fixture.ts';

const seconds = 20;
const recordsAStep = 300;

it('counts every record of the logs once, and every byte, while a broker dies and comes back', async () => {
  await withLocalCluster({ brokers: 3 }, async cluster => {
    const scene = await openScene(cluster.connectionFor());
    const topic = scene.name('orders');
    await scene.createTopic(topic, 6, 3);
    const produce = () => eventually(() => scene.produce(topic, recordsAStep / 6, 6));
    await produce();
    const opened = await openCluster(cluster.connectionFor(), {
      clientId: 'meter',
      nowMs: Date.now,
      sleep: ms => wait(ms),
    });
    const bytesOn = (brokerId: number) =>
      globSync(join(cluster.directory.path, `broker-${brokerId}/data/${topic}-*/*.log`)).reduce(
        (sum, file) => sum + statSync(file).size,
        0,
      );
    const before = bytesOn(1);
    expect(before).toBeGreaterThan(0);
    let clockMs = 0;
    const traffic = [
      produce,
      async () => {
        await cluster.killBroker(2);
        await produce();
      },
      async () => {
        await cluster.startBroker(2);
        await produce();
      },
      produce,
    ];
    const { workload, measured } = await measureWorkload(
      { durationMs: seconds * 1_000, intervals: traffic.length },
      {
        meter: { ...opened.meter, readLogs: async () => ({ ...(await opened.meter.readLogs()), takenAtMs: clockMs }) },
        snapshots: opened,
        nowMs: () => clockMs,
        sleep: async ms => {
          await traffic.shift()?.();
          clockMs += ms;
        },
      },
    );
    opened.close();
    await scene.close();
    // kafkajs may give up what was under way to a broker that died, or send it twice: what is in the logs counts.
    const records = (await endsOf(cluster, topic)) - recordsAStep;
    expect(records).toBeGreaterThan(2 * recordsAStep);
    expect(measured.observed).toContainEqual({
      what: 'records written',
      value: records / seconds,
      unit: 'records/s',
    });
    expect(workload).toMatchObject({
      in: `${Math.round((bytesOn(1) - before) / seconds)}B/s`,
      partitions: 6,
      replicationFactor: 3,
    });
  });
});

async function endsOf(cluster: LocalCluster, topic: string): Promise<number> {
  const admin = createRecordClient(cluster.connectionFor()).admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return offsets.reduce((sum, { high }) => sum + Number(high), 0);
}
