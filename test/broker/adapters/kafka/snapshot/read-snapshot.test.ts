import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, type Admin, ResourcePatternTypes } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenCluster, openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../../../src/adapters/local/record-client.ts';
import { rowError } from '../../../../../src/domain/kafka/row-error.ts';
import { rowsOf } from '../../../../builders/snapshot-rows.ts';
import { sharedCluster } from '../../../broker-fixture.ts';
import { groupTools, runJavaTool } from '../java-tool.ts';
import { realClock } from '../real-clock.ts';
import { eventually, openScene, type Scene } from '../scene.ts';

let cluster: LocalCluster;
let scene: Scene;
let reader: OpenCluster;
let admin: Admin;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openScene(cluster.connectionFor());
  reader = await openCluster(cluster.connectionFor(), realClock);
  admin = createRecordClient(cluster.connectionFor()).admin();
  await admin.connect();
});

afterAll(async () => {
  await admin.disconnect();
  reader.close();
  await scene.close();
});

/** A topic with the same number of records in each partition. */
async function topicWith(records: number, partitions: number): Promise<string> {
  const topic = scene.name(`topic-${crypto.randomUUID().slice(0, 4)}`);
  await scene.createTopic(topic, partitions);
  await scene.produce(topic, records, partitions);
  return topic;
}

const rowsIn = async (...groups: readonly string[]) => rowsOf(await reader.readSnapshot({ groups }));

describe('names', () => {
  it.each([
    ['a colon', 'team:orders'],
    ['a space', 'nightly orders run'],
    ['letters of other scripts', 'заказы-注文-évènements'],
    ['249 characters', 'g'.repeat(240)],
    ['an emoji', 'orders 🚚'],
  ])('of groups can have %s', async (_, of) => {
    const topic = await topicWith(5, 1);
    const group = scene.name(of);
    await scene.commit(group, topic, [2n]);
    expect(await rowsIn(group)).toEqual({ [group]: { [`${topic}-0`]: '2 of 0..5..5' } });
    expect((await reader.listGroups()).groups).toContainEqual(
      expect.objectContaining({ group, kind: 'classic', state: 'Empty' }),
    );
  });

  it('that no group has are told', async () => {
    const group = scene.name('nobody');
    expect(await rowsIn(group)).toEqual({ [group]: { error: rowError.groupUnknown } });
  });
});

describe('offsets out of the ordinary', () => {
  it('below the log start after records were deleted stay what they are', async () => {
    const topic = await topicWith(10, 1);
    const group = scene.name('late');
    await scene.commit(group, topic, [3n]);
    // kafkajs finds the leader only of topics it has been asked about.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '6' }] });
    expect(await rowsIn(group)).toEqual({ [group]: { [`${topic}-0`]: '3 of 6..10..10' } });
  });

  it('above the end and huge ones committed by hand stay above every end', async () => {
    const topic = await topicWith(4, 2);
    const group = scene.name('ahead');
    await scene.commit(group, topic, [40n, 2n ** 63n - 1n]);
    const snapshot = await reader.readSnapshot({ groups: [group] });
    expect(rowsOf(snapshot)[group]).toMatchObject({ [`${topic}-0`]: '40 of 0..4..4' });
    expect(Math.max(...snapshot.rows.committed)).toBe(2 ** 63);
  });

  it.each([-1, -5])('of %i, which a broker takes, are no commit', async offset => {
    const topic = await topicWith(4, 1);
    const group = scene.name(`negative${offset}`);
    expect(await scene.commit(group, topic, [BigInt(offset)])).toEqual([0]);
    expect(await rowsIn(group)).toEqual({ [group]: { [`${topic}-0`]: `error ${rowError.noCommit} of 0..4..4` } });
  });

  it('of a topic that was made anew are told with the new topic id', async () => {
    const topic = await topicWith(4, 2);
    const group = scene.name('anew');
    await scene.commit(group, topic, [4n, 4n]);
    const before = await reader.readSnapshot({ groups: [group] });
    await admin.deleteTopics({ topics: [topic] });
    // The coordinator forgets the commits of a deleted topic; until it has, they are rows without a log.
    await eventually(async () => {
      const told = (await rowsIn(group))[group]!;
      for (const row of Object.values(told)) expect(row).toBe('4 of error 3');
      expect(told).toEqual({});
    });
    await eventually(async () => await scene.createTopic(topic, 1));
    await scene.commit(group, topic, [9n]);
    const after = await reader.readSnapshot({ groups: [group] });
    expect(rowsOf(after)).toEqual({ [group]: { [`${topic}-0`]: '9 of 0..0..0' } });
    expect(before.topics.ids[0]).toMatch(/^[\w-]{22}$/);
    expect(after.topics.ids[0]).toMatch(/^[\w-]{22}$/);
    expect(after.topics.ids).not.toEqual(before.topics.ids);
  });

  it('of an open transaction hold the last stable offset back', async () => {
    const topic = await topicWith(3, 1);
    const group = scene.name('committed-only');
    await scene.commit(group, topic, [3n]);
    const producer = createRecordClient(cluster.connectionFor()).producer({
      transactionalId: scene.name('tx'),
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value: 'one' }, { value: 'two' }] });
    expect(await rowsIn(group)).toEqual({ [group]: { [`${topic}-0`]: '3 of 0..3..5' } });
    await transaction.commit();
    await producer.disconnect();
    await eventually(async () => {
      expect(await rowsIn(group)).toEqual({ [group]: { [`${topic}-0`]: '3 of 0..6..6' } });
    });
  });
});

describe('a login with few rights', () => {
  it('sees the groups and topics it may describe, and is told of the others that it asks for', async () => {
    const [seen, hidden] = [await topicWith(4, 1), await topicWith(4, 1)];
    const [mine, foreign] = [scene.name('mine'), scene.name('foreign')];
    await scene.commit(mine, seen, [1n]);
    await scene.commit(mine, hidden, [2n]);
    await scene.commit(foreign, seen, [3n]);
    const allowed = {
      principal: 'User:limited',
      host: '*',
      operation: AclOperationTypes.DESCRIBE,
      permissionType: AclPermissionTypes.ALLOW,
      resourcePatternType: ResourcePatternTypes.LITERAL,
    };
    await admin.createAcls({
      acl: [
        { ...allowed, resourceType: AclResourceTypes.GROUP, resourceName: mine },
        { ...allowed, resourceType: AclResourceTypes.TOPIC, resourceName: seen },
      ],
    });
    const limited = await openCluster(cluster.connectionFor('limited'), realClock);
    try {
      await eventually(async () => {
        expect(rowsOf(await limited.readSnapshot({}))).toEqual({ [mine]: { [`${seen}-0`]: '1 of 0..4..4' } });
      });
      expect(rowsOf(await limited.readSnapshot({ groups: [foreign, mine] }))).toEqual({
        [foreign]: { error: 30 },
        [mine]: { [`${seen}-0`]: '1 of 0..4..4' },
      });
      expect(await limited.describeCluster()).toMatchObject({ clusterId: cluster.clusterId, topicCount: 1 });
    } finally {
      limited.close();
    }
  });
});

describe('hundreds of groups', () => {
  it('have the numbers that the Java tool tells, row by row', async () => {
    const prefix = scene.name('fleet');
    const topics = [await topicWith(20, 6), await topicWith(7, 3)];
    const groups = Array.from({ length: 300 }, (_, index) => `${prefix}-${index}`);
    await inBatches(groups, 20, async (group, index) => {
      await scene.commit(
        group,
        topics[0]!,
        Array.from({ length: 6 }, (_, at) => ((index + at) % 4 === 0 ? undefined : BigInt((index * 7 + at) % 21))),
      );
      if (index % 3 === 0) await scene.commit(group, topics[1]!, [BigInt(index % 8), 7n, 0n]);
    });
    const snapshot = await reader.readSnapshot({});
    expect(snapshot.gaps).toEqual([]);
    const ours = Object.entries(rowsOf(snapshot))
      .filter(([group]) => group.startsWith(prefix))
      .flatMap(([group, rows]) =>
        Object.entries(rows).map(([partition, row]) => `${group} ${partition} ${String(row)}`),
      );
    const output = await runJavaTool(cluster, groupTools.consumer, [
      ...['--describe', '--all-groups', '--offsets'],
      ...['--command-config', cluster.directory.clientProperties],
    ]);
    const theirs = output
      .split('\n')
      .filter(line => line.startsWith(prefix))
      .map(line => line.trim().split(/\s+/))
      .map(
        ([group, topic, partition, committed, end]) =>
          `${group} ${topic}-${partition} ${committed} of 0..${end}..${end}`,
      );
    expect(theirs.length).toBeGreaterThan(1_500);
    expect(ours.sort()).toEqual(theirs.sort());
  });
});

async function inBatches<Item>(
  items: readonly Item[],
  size: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < items.length; from += size) {
    await Promise.all(items.slice(from, from + size).map((item, at) => work(item, from + at)));
  }
}
