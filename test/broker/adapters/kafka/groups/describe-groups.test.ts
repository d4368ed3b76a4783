import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenCluster, openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import { incrementalAlterConfigs } from '../../../../../src/adapters/kafka/protocol/generated/incremental-alter-configs.ts';
import type { LocalCluster } from '../../../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../../../src/adapters/local/record-client.ts';
import type { GroupKind } from '../../../../../src/domain/kafka/group.ts';
import { rowError } from '../../../../../src/domain/kafka/row-error.ts';
import { rowsOf } from '../../../../builders/snapshot-rows.ts';
import { sharedCluster } from '../../../broker-fixture.ts';
import { runJavaTool } from '../java-tool.ts';
import { type GroupMember, joinConsumerGroup, joinShareGroup, joinStreamsGroup } from '../members.ts';
import { realClock } from '../real-clock.ts';
import { eventually, openScene, type Scene } from '../scene.ts';

const groupConfigs = 32;
const setOperation = 0;

let cluster: LocalCluster;
let scene: Scene;
let reader: OpenCluster;
let members: readonly GroupMember[] = [];
let leaveClassic: Promise<() => Promise<void>>;
let topic: string;
let groups: Record<'classic' | 'consumer' | 'share' | 'streams', string>;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openScene(cluster.connectionFor());
  reader = await openCluster(cluster.connectionFor(), realClock);
  topic = scene.name('kinds');
  groups = {
    classic: scene.name('classic'),
    consumer: scene.name('consumer'),
    share: scene.name('share'),
    streams: scene.name('streams'),
  };
  await scene.createTopic(topic, 2);
  await scene.produce(topic, 10, 2);
  await Promise.all([consumeAsShareGroup(groups.share), (leaveClassic = consumeAsClassicGroup(groups.classic))]);
  members = await Promise.all([
    joinConsumerGroup(scene, groups.consumer, topic),
    joinStreamsGroup(scene, groups.streams, topic),
    joinShareGroup(scene, groups.share, topic),
  ]);
  await scene.commit(groups.consumer, topic, [4n, undefined], members[0]);
  await scene.commit(groups.streams, topic, [undefined, 7n], members[1]);
});

afterAll(async () => {
  for (const member of members) member.stop();
  await (await leaveClassic)();
  reader.close();
  await scene.close();
});

/** Takes and acknowledges every record with Kafka's own client. */
async function consumeAsShareGroup(group: string): Promise<void> {
  const connection = await scene.client.toAnyBroker();
  const configs = [{ name: 'share.auto.offset.reset', configOperation: setOperation, value: 'earliest' }];
  const { responses } = await connection.request(incrementalAlterConfigs, {
    resources: [{ resourceType: groupConfigs, resourceName: group, configs }],
    validateOnly: false,
  });
  expect(responses).toMatchObject([{ errorCode: 0 }]);
  await runJavaTool(cluster, 'org.apache.kafka.tools.consumer.ConsoleShareConsumer', [
    ...['--topic', topic, '--group', group, '--max-messages', '20', '--timeout-ms', '60000'],
    ...['--command-config', cluster.directory.clientProperties],
  ]);
}

/** Reads everything and commits it, as an application of ours would. */
async function consumeAsClassicGroup(groupId: string): Promise<() => Promise<void>> {
  const consumer = createRecordClient(cluster.connectionFor()).consumer({ groupId, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ autoCommitThreshold: 1, eachMessage: async () => await Promise.resolve() });
  return async () => await consumer.disconnect();
}

const kinds = ['classic', 'consumer', 'share', 'streams'] as const satisfies readonly GroupKind[];

describe('groups of every kind on one cluster', () => {
  it('are listed with their kind and state', async () => {
    const { groups: listed, gaps } = await reader.listGroups();
    const ours = new Map(listed.map(listing => [listing.group, listing]));
    expect(gaps).toEqual([]);
    for (const kind of kinds) expect(ours.get(groups[kind])).toMatchObject({ kind, state: 'Stable' });
  });

  it.each(kinds)('of kind %s are described by their own API, with who owns what', async kind => {
    await eventually(async () => {
      const { groups: listed } = await reader.listGroups();
      const [description] = await reader.describeGroups(listed.filter(({ group }) => group === groups[kind]));
      expect(description).toMatchObject({ group: groups[kind], kind, state: 'Stable' });
      expect(description!.error).toBeUndefined();
      expect(description!.members).toHaveLength(1);
      const { assignment, clientHost } = description!.members[0]!;
      expect(assignment?.map(told => ({ ...told, partitions: [...told.partitions].sort() }))).toEqual([
        { topic, partitions: [0, 1] },
      ]);
      expect(clientHost).toBe('127.0.0.1');
    });
  });

  it('are described too where the kind is not told', async () => {
    const { groups: listed } = await reader.listGroups();
    const untold = listed
      .filter(({ group }) => group === groups.classic || group === groups.consumer)
      .map(listing => ({ ...listing, kind: 'unknown' as const }));
    const described = await reader.describeGroups(untold);
    expect(described.map(({ group, kind }) => [group, kind]).sort()).toEqual([
      [groups.classic, 'classic'],
      [groups.consumer, 'consumer'],
    ]);
  });

  it('fails to describe a group that does not exist, in one sentence', async () => {
    const { coordinatorId } = (await reader.listGroups()).groups[0]!;
    for (const kind of [...kinds, 'unknown'] as const) {
      const [description] = await reader.describeGroups([
        { group: scene.name('nobody'), kind, state: 'Stable', coordinatorId },
      ]);
      expect(description).toMatchObject({ error: { code: 69 }, members: [] });
    }
  });

  it('have their rows in a snapshot, and a row for what is assigned and never committed', async () => {
    await eventually(async () => {
      const snapshot = await reader.readSnapshot({ groups: kinds.map(kind => groups[kind]) });
      const [first, second] = [`${topic}-0`, `${topic}-1`];
      expect(rowsOf(snapshot)).toEqual({
        [groups.classic]: { [first]: '10 of 0..10..10', [second]: '10 of 0..10..10' },
        [groups.consumer]: { [first]: '4 of 0..10..10', [second]: `error ${rowError.noCommit} of 0..10..10` },
        [groups.share]: { [first]: '10 of 0..10..10', [second]: '10 of 0..10..10' },
        [groups.streams]: { [first]: `error ${rowError.noCommit} of 0..10..10`, [second]: '7 of 0..10..10' },
      });
    });
  });
});
