import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import kafkajs, { type Kafka, type Message } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenCluster, openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { type MeasureRequest, measureWorkload } from '../../../src/operations/measure-workload.ts';
import { eventually, openScene, type Scene } from '../adapters/kafka/scene.ts';
import { type OwnCluster, startOwnCluster, withLocalCluster } from '../broker-fixture.ts';

const { CompressionTypes, AclResourceTypes, AclOperationTypes, AclPermissionTypes, ResourcePatternTypes } = kafkajs;

let own: OwnCluster;
let scene: Scene;
let kafka: Kafka;
beforeAll(async () => {
  own = await startOwnCluster({ brokers: 3, security: 'scram', users: ['looker'] });
  scene = await openScene(own.cluster.connectionFor());
  kafka = createRecordClient(own.cluster.connectionFor());
});
afterAll(async () => {
  await scene.close();
  await own.remove();
});

const seconds = 10;
const request: MeasureRequest = { durationMs: seconds * 1_000, intervals: 2 };

/** Measures, by a clock that moves only where the measurement sleeps; the traffic is what comes in its sleeps. */
async function measured(cluster: OpenCluster, traffic: readonly (() => Promise<void>)[], asked = request) {
  let clockMs = 1_000_000;
  const left = [...traffic];
  const sleep = async (ms: number): Promise<void> => {
    await left.shift()?.();
    clockMs += ms;
  };
  const meter: OpenCluster['meter'] = {
    ...cluster.meter,
    readLogs: async () => ({ ...(await cluster.meter.readLogs()), takenAtMs: clockMs }),
  };
  const snapshots = {
    readSnapshot: async () => ({ ...(await cluster.readSnapshot({})), takenAtMs: clockMs }),
  };
  return await measureWorkload(asked, { meter, snapshots, nowMs: () => clockMs, sleep });
}

const opened = async (cluster: LocalCluster, user?: string): Promise<OpenCluster> =>
  await openCluster(cluster.connectionFor(user), { clientId: 'meter', nowMs: Date.now, sleep: ms => wait(ms) });

/** What the segments of a topic's partitions take on the disks of all brokers: the truth. */
function bytesOnDisks(cluster: LocalCluster, topic: string): number {
  const files = globSync(join(cluster.directory.path, `*/data/${topic}-*/*.log`));
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}

const send = async (topic: string, messages: Message[], compression = CompressionTypes.None): Promise<void> => {
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  await producer.send({ topic, messages, acks: -1, compression });
  await producer.disconnect();
};

const records = (count: number, bytes: number, partitions: number): Message[] =>
  Array.from({ length: count }, (_, at) => ({ value: 'x'.repeat(bytes), partition: at % partitions }));

describe('a workload measured on real brokers', () => {
  it('is what was written by the size of its files, what was committed, what topics keep, and where replicas are', async () => {
    const [plain, packed, group] = [scene.name('plain'), scene.name('packed'), scene.name('group')];
    await scene.createTopic(plain, 4, 3);
    await scene.createTopic(packed, 2, 3);
    await send(plain, records(40, 100, 4));
    await scene.commit(group, plain, [0n, 0n, 0n, 0n]);
    const cluster = await opened(own.cluster);
    const before = bytesOnDisks(own.cluster, plain);
    const traffic = [
      async () => {
        await send(plain, records(400, 1_000, 4));
        await send(packed, records(100, 1_000, 2), CompressionTypes.GZIP);
      },
      async () => {
        await send(plain, records(40, 1_000, 4));
        await scene.commit(group, plain, [110n, 110n, undefined, undefined]);
      },
    ];
    const { workload, measured: seen } = await measured(cluster, traffic);
    cluster.close();
    const replicas = 3;
    const writtenPlain = (bytesOnDisks(own.cluster, plain) - before) / replicas;
    const written = writtenPlain + bytesOnDisks(own.cluster, packed) / replicas;
    expect(written).toBeGreaterThan(440_000);
    // A hundred compressed records of 1 KB are next to nothing: sizes are those on the disks.
    expect(written).toBeLessThan(480_000);
    expect(workload).toMatchObject({
      in: `${Math.round(written / seconds)}B/s`,
      recordSize: `${Math.round(written / 540)}B`,
      retention: '7d',
      replicationFactor: 3,
      partitions: await partitionsOfApplications(),
      zones: 3,
      consumerGroups: 1,
    });
    // 220 of 440 records were committed by one group.
    expect(workload.fanOut).toBeCloseTo(((220 / 440) * writtenPlain) / written, 6);
    const observed = Object.fromEntries(seen.observed.map(({ what, value }) => [what, value]));
    expect(observed).toMatchObject({
      'records written': 540 / seconds,
      brokers: 3,
    });
  });

  it('takes the busier part for the peak', async () => {
    const topic = scene.name('peak');
    await scene.createTopic(topic, 1, 1);
    const cluster = await opened(own.cluster);
    const traffic = [() => send(topic, records(300, 1_000, 1)), () => send(topic, records(10, 1_000, 1))];
    const { workload, notes } = await measured(cluster, traffic);
    cluster.close();
    expect(Number.parseInt(workload.peakIn!, 10)).toBeGreaterThan(60_000);
    expect(Number.parseInt(workload.in!, 10)).toBeLessThan(33_000);
    expect(notes.join()).toContain('cannot show the peak of a week');
  });

  it('keeps the bytes of a log that is cut while it is measured', async () => {
    const topic = scene.name('cut');
    await scene.createTopic(topic, 1, 1);
    await send(topic, records(100, 1_000, 1));
    const cluster = await opened(own.cluster);
    const traffic = [
      () => send(topic, records(100, 1_000, 1)),
      async () => {
        const admin = kafka.admin();
        await admin.connect();
        // kafkajs only knows where partitions are once it has asked for something else.
        await admin.fetchTopicOffsets(topic);
        await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '150' }] });
        await admin.disconnect();
        await send(topic, records(100, 1_000, 1));
      },
    ];
    const { workload, measured: seen, notes } = await measured(cluster, traffic);
    cluster.close();
    expect(seen.observed).toContainEqual({ what: 'records written', value: 20, unit: 'records/s' });
    expect(Number.parseInt(workload.in!, 10)).toBeGreaterThan(20_000);
    expect(notes.join()).toContain('reckoned from records, since logs were cut');
  });

  it('says field by field what a login may not see, and takes the size of a record where brokers tell none', async () => {
    const topic = scene.name('seen');
    await scene.createTopic(topic, 1, 3);
    const admin = kafka.admin();
    await admin.connect();
    const rule = {
      principal: 'User:looker',
      host: '*',
      resourceType: AclResourceTypes.TOPIC,
      resourceName: topic,
      resourcePatternType: ResourcePatternTypes.LITERAL,
      operation: AclOperationTypes.DESCRIBE,
      permissionType: AclPermissionTypes.ALLOW,
    };
    await admin.createAcls({ acl: [rule] });
    await admin.disconnect();
    const cluster = await opened(own.cluster, 'looker');
    await eventually(async () => expect((await cluster.meter.readLogs()).topics).toEqual([topic]));
    const traffic = [() => send(topic, records(100, 1_000, 1))];
    const found = await measured(cluster, traffic);
    expect(found.workload).toEqual({ consumerGroups: 0, partitions: 1, topics: 1, replicationFactor: 3, zones: 3 });
    expect(found.notes.join()).toContain('not told by any broker: this login lacks Describe on the cluster');
    expect(found.missing).toContainEqual({
      field: 'in',
      why: 'no broker tells the sizes of logs; give the size of a record, and rates follow from their number',
    });
    expect(found.missing).toContainEqual({
      field: 'retention',
      why: 'the settings of topics: this login lacks DescribeConfigs on topics',
    });
    const weighed = await measured(cluster, traffic, { ...request, recordBytes: 1_000 });
    cluster.close();
    expect(weighed.workload).toMatchObject({ in: '10000B/s', peakIn: '20000B/s', recordSize: '1000B' });
  });

  it('measures brokers of Kafka 2.8, which tell settings of no tier', async () => {
    await withLocalCluster({ brokers: 1, kafkaVersion: '2.8', mode: 'ZooKeeper' }, async old => {
      const oldScene = await openScene(old.connectionFor());
      const topic = oldScene.name('old');
      await oldScene.createTopic(topic, 2);
      const cluster = await opened(old);
      const { workload } = await measured(cluster, [() => oldScene.produce(topic, 50, 2)]);
      cluster.close();
      await oldScene.close();
      expect(workload).toMatchObject({
        in: `${Math.round(bytesOnDisks(old, topic) / seconds)}B/s`,
        retention: '7d',
        partitions: 2,
        replicationFactor: 1,
      });
    });
  });
});

async function partitionsOfApplications(): Promise<number> {
  const admin = kafka.admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata();
  await admin.disconnect();
  return topics.filter(({ name }) => !name.startsWith('__')).reduce((sum, topic) => sum + topic.partitions.length, 0);
}
