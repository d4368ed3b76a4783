import { type AclEntry, AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { joinConsumerGroup, joinShareGroup } from '../adapters/kafka/members.ts';
import { eventually } from '../adapters/kafka/scene.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { blocks, type OffsetScene, ofTopics, openOffsetScene, stage } from './offset-scene.ts';

let cluster: LocalCluster;
let scene: OffsetScene;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
});
afterAll(() => scene.close());

describe('what is refused on a real cluster', () => {
  it('refuses to undo where somebody has moved on, and says from where to where', async () => {
    const { topic, group } = await stage(scene, 'moved-on');
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
    const { topic, group } = await stage(scene, 'typo');
    // Other files make groups of their own meanwhile.
    const namesOf = async () =>
      (await scene.opened.listGroups()).groups.map(listing => listing.group).filter(name => name.startsWith(group));
    const plan = await scene.plan(`${group}x`, { kind: 'earliest' }, ofTopics(topic));
    expect(blocks(plan.checks)).toEqual(['group-exists']);
    expect(plan.checks[0]?.sentence).toContain(`did you mean "${group}"`);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'refused' });
    expect(await namesOf()).toEqual([group]);
  });

  it('refuses a group with members, with every other reason beside it', async () => {
    const { topic, group } = await stage(scene, 'members');
    const consumer = createRecordClient(cluster.connectionFor()).consumer({ groupId: group, maxWaitTimeInMs: 100 });
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
    const { topic, group } = await stage(scene, 'joined-late');
    const plan = await scene.plan(group, { kind: 'earliest' }, ofTopics(topic));
    expect(blocks(plan.checks)).toEqual([]);
    await joinConsumerGroup(scene, group, topic);
    const report = await scene.apply(plan);
    expect(report).toMatchObject({ outcome: 'refused' });
    expect(blocks(report.checks)).toContain('group-is-empty');
    expect(await scene.commitsOf(group)).toMatchObject([{ commit: { offset: 4 } }, { commit: { offset: 7 } }]);
  });

  it('refuses while a consumer without membership still commits', async () => {
    const { topic, group } = await stage(scene, 'assign');
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
    const { topic, group } = await stage(scene, 'anew');
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

  it('refuses to move a group on that waits for an open transaction, and says how to find it', async () => {
    const { topic, group } = await stage(scene, 'open-transaction');
    const producer = createRecordClient(cluster.connectionFor()).producer({
      transactionalId: scene.name('open'),
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value: 'held', partition: 0 }] });
    await scene.commit(group, topic, [10n]);
    const held = ofTopics(`${topic}:0`);
    const onward = await scene.plan(group, { kind: 'latest' }, held);
    const back = await scene.plan(group, { kind: 'earliest' }, held);
    const ignoring = await scene.plan(group, { kind: 'latest' }, { ...held, openTransactions: 'ignore' });
    expect(await scene.apply(onward)).toMatchObject({ outcome: 'refused' });
    await transaction.abort();
    await producer.disconnect();
    expect(blocks(onward.checks)).toEqual(['no-open-transaction']);
    expect(onward.checks.at(-1)?.sentence).toContain('kafka-transactions.sh find-hanging');
    expect([blocks(back.checks), blocks(ignoring.checks)]).toEqual([[], []]);
    expect(await scene.commitsOf(group)).toMatchObject([{ commit: { offset: 10 } }, { commit: { offset: 7 } }]);
  });

  it('names every right that the login lacks, before it writes', async () => {
    const { topic, group } = await stage(scene, 'rights');
    const [readable, shared] = [scene.name('rights-readable'), scene.name('rights: share')];
    await scene.createTopic(readable, 1);
    await (await joinShareGroup(scene, shared, readable)).leave();
    const { TOPIC, GROUP } = AclResourceTypes;
    const { DESCRIBE, READ } = AclOperationTypes;
    await allow([
      { resourceType: TOPIC, resourceName: topic, operation: DESCRIBE },
      { resourceType: TOPIC, resourceName: readable, operation: READ },
      { resourceType: GROUP, resourceName: group, operation: DESCRIBE },
      { resourceType: GROUP, resourceName: shared, operation: DESCRIBE },
    ]);
    const limited = await openOffsetScene(cluster, 0, 'mover');
    const lacks = async (ofGroup: string) => {
      const plan = await eventually(async () => {
        const made = await limited.plan(ofGroup, { kind: 'latest' }, ofTopics(topic, readable));
        const early = new Set(['group-exists', 'partitions-are-there']);
        if (blocks(made.checks).some(name => early.has(name))) throw new Error('the rights have not arrived yet');
        return made;
      });
      expect(await limited.apply(plan)).toMatchObject({ outcome: 'refused' });
      return plan.checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence);
    };
    expect(await lacks(group)).toEqual([`this login lacks Read on group "${group}" and Read on topic "${topic}"`]);
    expect(await lacks(shared)).toEqual([`this login lacks Read on group "${shared}" and Read on topic "${topic}"`]);
    await limited.close();
    expect(await scene.commitsOf(group)).toMatchObject([{ commit: { offset: 4 } }, { commit: { offset: 7 } }]);
  });
});

async function allow(rules: readonly Pick<AclEntry, 'resourceType' | 'resourceName' | 'operation'>[]): Promise<void> {
  const admin = createRecordClient(cluster.connectionFor()).admin();
  await admin.connect();
  await admin.createAcls({
    acl: rules.map(rule => ({
      ...rule,
      principal: 'User:mover',
      host: '*',
      permissionType: AclPermissionTypes.ALLOW,
      resourcePatternType: ResourcePatternTypes.LITERAL,
    })),
  });
  await admin.disconnect();
}
