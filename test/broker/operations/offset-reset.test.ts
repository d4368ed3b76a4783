import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consumerGroupHeartbeat } from '../../../src/adapters/kafka/protocol/generated/consumer-group-heartbeat.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { joinConsumerGroup } from '../adapters/kafka/members.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { blocks, type OffsetScene, ofTopics, openOffsetScene, stage } from './offset-scene.ts';

let cluster: LocalCluster;
let scene: OffsetScene;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
});
afterAll(() => scene.close());

describe('moving the offsets of a real group', () => {
  it('moves them, reads them back and puts everything back exactly: metadata, epochs, and no commit where there was none', async () => {
    const { topic, group } = await stage(scene, 'undo');
    await scene.opened.offsets.writeCommits(group, [
      { topic, partition: 1, commit: { offset: 7, leaderEpoch: 0, metadata: 'checkpoint é' } },
    ]);
    const before = await scene.commitsOf(group);
    const plan = await scene.plan(group, { kind: 'latest' }, ofTopics(topic));
    expect(plan.risk).toBe('skips 9 records, commits 1 partition for the first time in 3 partitions');
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
    expect(await scene.commitsOf(group)).toEqual([
      { topic, partition: 0, commit: { offset: 10, metadata: 'by hand' } },
      { topic, partition: 1, commit: { offset: 10, metadata: 'checkpoint é' } },
      { topic, partition: 2, commit: { offset: 10, metadata: '' } },
    ]);

    const back = await scene.planUndo(plan.planId);
    expect(back.undoes).toBe(plan.planId);
    expect(back.risk).toBe('re-reads 9 records, takes the commit of 1 partition away in 3 partitions');
    expect(await scene.apply(back)).toMatchObject({ outcome: 'done' });
    expect(await scene.commitsOf(group)).toEqual(before);
  });

  it('takes a KIP-848 group once it is empty, puts it back, and leaves it one', async () => {
    const topic = scene.name('kip-848');
    const group = scene.name('kip-848-app');
    await scene.createTopic(topic, 2);
    await scene.produce(topic, 10, 2);
    const member = await joinConsumerGroup(scene, group, topic);
    await scene.commit(group, topic, [3n], member);
    expect(blocks((await scene.plan(group, { kind: 'latest' })).checks)).toEqual(['group-is-empty']);
    await leave(group, member.memberId);
    const before = await scene.commitsOf(group);
    const plan = await scene.plan(group, { kind: 'latest' }, ofTopics(topic));
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
    expect(await scene.commitsOf(group)).toMatchObject([{ commit: { offset: 10 } }, { commit: { offset: 10 } }]);
    expect(await scene.apply(await scene.planUndo(plan.planId))).toMatchObject({ outcome: 'done' });
    expect(await scene.commitsOf(group)).toEqual(before);
    const { groups } = await scene.opened.listGroups();
    expect(groups.find(listing => listing.group === group)).toMatchObject({ kind: 'consumer', state: 'Empty' });
  });

  it('skips a poison record and loses that one only', async () => {
    const topic = scene.name('poison');
    const group = scene.name('poison-app');
    await scene.createTopic(topic, 1);
    await scene.produce(topic, 10, 1);
    const read = await consumeUntil(topic, group, offset => offset === 4);
    expect(read).toEqual([0, 1, 2, 3]);
    const plan = await scene.plan(group, { kind: 'skip-record', expectedOffset: 4 }, ofTopics(`${topic}:0`));
    expect(plan.risk).toMatch(/^skips 1 record \(offset 4, \d+ B, written \d+ m?s ago\) of poison-\w+:0$/);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
    expect(await consumeUntil(topic, group, () => false, 9)).toEqual([5, 6, 7, 8, 9]);
  });

  it('copies the positions of another group', async () => {
    const { topic, group } = await stage(scene, 'copy');
    const other = scene.name('copy: other');
    await scene.commit(other, topic, [undefined, 2n, 9n]);
    const plan = await scene.plan(group, { kind: 'group', group: other });
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
    expect(await scene.commitsOf(group)).toMatchObject([
      { partition: 0, commit: { offset: 4 } },
      { partition: 1, commit: { offset: 2, metadata: 'by hand' } },
      { partition: 2, commit: { offset: 9, metadata: '' } },
    ]);
  });
});

async function leave(group: string, memberId: string): Promise<void> {
  const connection = await scene.toCoordinator(group);
  await connection.request(consumerGroupHeartbeat, { groupId: group, memberId, memberEpoch: -1 });
}

/** Reads in order and commits each record, until one that cannot be processed or the last one; gives what it read. */
async function consumeUntil(
  topic: string,
  group: string,
  isPoison: (offset: number) => boolean,
  last = Number.POSITIVE_INFINITY,
): Promise<readonly number[]> {
  const consumer = createRecordClient(cluster.connectionFor()).consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const read: number[] = [];
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async ({ message }: { readonly message: { readonly offset: string } }) => {
      const offset = Number(message.offset);
      if (isPoison(offset)) {
        resolve();
        throw new Error('this record cannot be processed');
      }
      read.push(offset);
      await consumer.commitOffsets([{ topic, partition: 0, offset: String(offset + 1) }]);
      if (offset === last) resolve();
    };
    consumer.run({ autoCommit: false, eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return read;
}
