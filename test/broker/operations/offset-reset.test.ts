import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consumerGroupHeartbeat } from '../../../src/adapters/kafka/protocol/generated/consumer-group-heartbeat.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import type { Check } from '../../../src/domain/change/plan.ts';
import { joinConsumerGroup, joinStreamsGroup } from '../adapters/kafka/members.ts';
import { eventually } from '../adapters/kafka/scene.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { type OffsetScene, ofTopics, openOffsetScene } from './offset-scene.ts';

let cluster: LocalCluster;
let scene: OffsetScene;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
});
afterAll(() => scene.close());

const blocks = (checks: readonly Check[]): string[] =>
  checks.filter(({ level }) => level === 'block').map(({ name }) => name);

/** Ten records in each of three partitions; the group has read some of the first two. */
async function stage(name: string): Promise<{ readonly topic: string; readonly group: string }> {
  const topic = scene.name(name);
  const group = scene.name(`${name}: app`);
  await scene.createTopic(topic, 3);
  await scene.produce(topic, 10, 3);
  await scene.commit(group, topic, [4n, 7n]);
  return { topic, group };
}

describe('moving the offsets of a real group', () => {
  it('moves them, reads them back and puts everything back exactly: metadata, epochs, and no commit where there was none', async () => {
    const { topic, group } = await stage('undo');
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

  it('refuses to undo where somebody has moved on, and says from where to where', async () => {
    const { topic, group } = await stage('moved-on');
    const plan = await scene.plan(group, { kind: 'earliest' }, ofTopics(topic));
    await scene.apply(plan);
    await scene.commit(group, topic, [2n]);
    const back = await scene.planUndo(plan.planId);
    expect(back.checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence)).toEqual([
      `${topic}:0: somebody has moved on since: the run left offset 0, now it is offset 2`,
    ]);
    expect(back.steps).toEqual([]);
  });

  it('refuses a group that is misspelt, names the near one, and does not make it', async () => {
    const { topic, group } = await stage('typo');
    const namesOf = async () => (await scene.opened.listGroups()).groups.map(listing => listing.group).toSorted();
    const before = await namesOf();
    const plan = await scene.plan(`${group}x`, { kind: 'earliest' }, ofTopics(topic));
    expect(blocks(plan.checks)).toEqual(['group-exists']);
    expect(plan.checks[0]?.sentence).toContain(`did you mean "${group}"`);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'refused' });
    expect(await namesOf()).toEqual(before);
  });

  it('refuses a group with members, with every other reason beside it', async () => {
    const { topic, group } = await stage('members');
    const consumer = createRecordClient(cluster.connectionFor()).consumer({ groupId: group });
    await consumer.connect();
    await consumer.subscribe({ topic });
    const joined = new Promise<void>(resolve => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
    await consumer.run({ autoCommit: false, eachMessage: async () => undefined });
    await joined;
    const plan = await scene.plan(group, { kind: 'offset', offset: 99 }, ofTopics(`${topic}:0`, `${topic}:7`));
    expect(blocks(plan.checks)).toEqual(['group-is-empty', 'partitions-are-there', 'target-can-be-reached']);
    const before = await scene.commitsOf(group);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'refused' });
    await consumer.disconnect();
    expect(await scene.commitsOf(group)).toEqual(before);
  });

  it('refuses when a consumer joined after the plan', async () => {
    const { topic, group } = await stage('joined-late');
    const plan = await scene.plan(group, { kind: 'earliest' }, ofTopics(topic));
    expect(blocks(plan.checks)).toEqual([]);
    await joinConsumerGroup(scene, group, topic);
    const report = await scene.apply(plan);
    expect(report).toMatchObject({ outcome: 'refused' });
    expect(blocks(report.checks)).toContain('group-is-empty');
    expect(await scene.commitsOf(group)).toMatchObject([{ commit: { offset: 4 } }, { commit: { offset: 7 } }]);
  });

  it('refuses while a consumer without membership still commits', async () => {
    const { topic, group } = await stage('assign');
    const watching = await openOffsetScene(cluster, 3_000);
    const plan = await watching.plan(group, { kind: 'earliest' }, ofTopics(topic));
    expect(blocks(plan.checks)).toEqual([]);
    const [report] = await Promise.all([
      watching.apply(plan),
      // What a consumer with assign() sends: a commit of no member, while the group says Empty.
      scene.commit(group, topic, [undefined, 8n]),
    ]);
    await watching.close();
    expect(report).toMatchObject({ outcome: 'refused' });
    expect(blocks(report.checks)).toContain('commits-stand-still');
    expect(await scene.commitsOf(group)).toMatchObject([{ commit: { offset: 4 } }, { commit: { offset: 8 } }]);
  });

  it('refuses when the topic was made anew after the plan', async () => {
    const { topic, group } = await stage('anew');
    const plan = await scene.plan(group, { kind: 'earliest' }, ofTopics(topic));
    const admin = createRecordClient(cluster.connectionFor()).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await eventually(() => scene.createTopic(topic, 3));
    await admin.disconnect();
    const report = await scene.apply(plan);
    expect(report).toMatchObject({ outcome: 'refused' });
    expect(blocks(report.checks)).toContain('topics-are-the-same');
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

  it('refuses a streams group and names the tool for it', async () => {
    const topic = scene.name('streams');
    const group = scene.name('streams-app');
    await scene.createTopic(topic, 1);
    await joinStreamsGroup(scene, group, topic);
    const plan = await scene.plan(group, { kind: 'latest' }, ofTopics(topic));
    expect(blocks(plan.checks)).toEqual(expect.arrayContaining(['group-kind', 'group-is-empty']));
    expect(plan.checks.find(({ name }) => name === 'group-kind')?.sentence).toContain('kafka-streams-groups.sh');
  });

  it('skips a poison record and loses that one only', async () => {
    const topic = scene.name('poison');
    const group = scene.name('poison-app');
    await scene.createTopic(topic, 1);
    await scene.produce(topic, 10, 1);
    const read = await consumeUntil(topic, group, offset => offset === 4);
    expect(read).toEqual([0, 1, 2, 3]);
    const plan = await scene.plan(group, { kind: 'skip-record', expectedOffset: 4 }, ofTopics(`${topic}:0`));
    expect(plan.risk).toBe(`skips 1 record (offset 4) of ${topic}:0`);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done' });
    expect(await consumeUntil(topic, group, () => false, 9)).toEqual([5, 6, 7, 8, 9]);
  });

  it('copies the positions of another group', async () => {
    const { topic, group } = await stage('copy');
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

  it('names the rights that the login lacks, before it writes', async () => {
    const { topic, group } = await stage('rights');
    const admin = createRecordClient(cluster.connectionFor()).admin();
    await admin.connect();
    const { TOPIC, GROUP } = AclResourceTypes;
    const described = [
      { resourceType: TOPIC, resourceName: topic },
      { resourceType: GROUP, resourceName: group },
    ];
    await admin.createAcls({
      acl: described.map(resource => ({
        ...resource,
        principal: 'User:app',
        host: '*',
        permissionType: AclPermissionTypes.ALLOW,
        resourcePatternType: ResourcePatternTypes.LITERAL,
        operation: AclOperationTypes.DESCRIBE,
      })),
    });
    await admin.disconnect();
    const limited = await openOffsetScene(cluster, 0, 'app');
    const plan = await eventually(async () => {
      const made = await limited.plan(group, { kind: 'latest' }, ofTopics(topic));
      if (blocks(made.checks).includes('group-exists')) throw new Error('the rights have not arrived yet');
      return made;
    });
    await limited.close();
    expect(plan.checks.filter(({ level }) => level === 'block')).toEqual([
      {
        name: 'login-may-commit',
        level: 'block',
        sentence: `this login lacks Read on group "${group}" and Read on topic "${topic}"`,
      },
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
  const consumer = createRecordClient(cluster.connectionFor()).consumer({ groupId: group });
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
