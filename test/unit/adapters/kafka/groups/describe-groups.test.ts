import { afterEach, describe, expect, it } from 'vitest';
import { ClusterClient } from '../../../../../src/adapters/kafka/client/cluster-client.ts';
import { describeGroups } from '../../../../../src/adapters/kafka/groups/describe-groups.ts';
import { consumerGroupDescribe } from '../../../../../src/adapters/kafka/protocol/generated/consumer-group-describe.ts';
import { describeGroups as describeGroupsApi } from '../../../../../src/adapters/kafka/protocol/generated/describe-groups.ts';
import type { GroupKind, GroupListing } from '../../../../../src/domain/kafka/group.ts';
import { rowError } from '../../../../../src/domain/kafka/row-error.ts';
import { clientClock } from '../../../../builders/client-clock.ts';
import { fakeCluster } from '../../../../builders/fake-cluster.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function opened(highest: Record<string, number> = {}) {
  const groups = { orders: { coordinator: 2, commits: {} } };
  const cluster = await fakeCluster({ brokers: 2, topics: {}, groups, highest });
  const clock = clientClock();
  const patience = { connectTimeoutMs: 5_000, requestTimeoutMs: 5_000, retryWindowMs: 2_000 };
  const client = new ClusterClient(cluster.connection, { clientId: 'test', ...patience, ...clock });
  closing.push(
    () => client.close(),
    async () => await cluster[Symbol.asyncDispose](),
  );
  await client.toAnyBroker();
  clock.pausesMs.length = 0;
  const read = async (...listings: readonly GroupListing[]) => await describeGroups(client, listings);
  return { cluster, clock, read };
}

const listed = (kind: GroupKind, coordinatorId = 2): GroupListing => ({
  group: 'orders',
  kind,
  state: 'Unknown',
  coordinatorId,
});

/** What the consumer protocol writes for one topic with one partition. */
const assignment = (partition: number): Buffer =>
  Buffer.concat([
    Buffer.from('0000000000010005', 'hex'),
    Buffer.from('order'),
    Buffer.from('00000001', 'hex'),
    int32(partition),
  ]);
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

describe('describing a group', () => {
  it('of a kind that is not told asks the new API first and the classic one where it is switched off', async () => {
    for (const errorCode of [35, 69]) {
      const { cluster, read } = await opened();
      cluster.answer(consumerGroupDescribe, request =>
        request.reply(consumerGroupDescribe, { groups: [{ groupId: 'orders', errorCode }] }),
      );
      expect(await read(listed('unknown'))).toEqual([
        { group: 'orders', kind: 'classic', state: 'Empty', coordinatorId: 2, members: [] },
      ]);
    }
  });

  it('of a kind that is not told needs no new API', async () => {
    const { read } = await opened({ ConsumerGroupDescribe: -1 });
    expect(await read(listed('unknown'))).toMatchObject([{ kind: 'classic', state: 'Empty' }]);
  });

  it('fails for a kind whose API the broker lacks', async () => {
    const { read, clock } = await opened();
    expect(await read(listed('share'))).toMatchObject([
      { kind: 'share', error: { code: rowError.unsupportedByBroker } },
    ]);
    expect(clock.pausesMs).toEqual([]);
  });

  it('is asked of another broker where the coordinator is not where it was listed', async () => {
    const { cluster, read } = await opened();
    cluster.answer(describeGroupsApi, (request, brokerId) =>
      brokerId === 2
        ? false
        : request.reply(describeGroupsApi, { groups: [{ groupId: 'orders', errorCode: 16, groupState: '' }] }),
    );
    expect(await read(listed('classic', 1))).toMatchObject([{ state: 'Empty', coordinatorId: 2 }]);
  });

  it('is told once for each listing, in the order asked', async () => {
    const { cluster, read } = await opened();
    cluster.state.groups['billing'] = { coordinator: 1, commits: {} };
    const billing = { ...listed('classic', 1), group: 'billing' };
    const found = await read(billing, listed('classic'), billing);
    expect(found.map(({ group }) => group)).toEqual(['billing', 'orders', 'billing']);
  });

  it('fails with a sentence where its coordinator stays away', async () => {
    const { cluster, read } = await opened();
    await cluster.stop(2);
    expect(await read(listed('classic'))).toMatchObject([
      { group: 'orders', members: [], error: { code: rowError.brokerUnreachable } },
    ]);
  });

  it('takes a dead classic group for none', async () => {
    const { cluster, read } = await opened();
    cluster.answer(describeGroupsApi, request =>
      request.reply(describeGroupsApi, { groups: [{ groupId: 'orders', groupState: 'Dead' }] }),
    );
    expect(await read(listed('classic'))).toMatchObject([{ error: { code: 69 } }]);
  });

  it.each([
    ['what the consumer protocol wrote', assignment(3), [{ topic: 'order', partitions: [3] }]],
    ['nothing while it rebalances', Buffer.alloc(0), undefined],
    ['nothing of a form it cannot read', Buffer.from('not what Kafka writes'), undefined],
    ['nothing of a form that is cut short', assignment(3).subarray(0, 20), undefined],
  ])('tells of the assignment of a member %s', async (_, memberAssignment, expected) => {
    const { cluster, read } = await opened();
    const member = {
      memberId: 'm',
      clientId: 'c',
      clientHost: '/10.0.0.7',
      memberMetadata: Buffer.alloc(0),
      memberAssignment,
    };
    const group = { groupId: 'orders', groupState: 'Stable', protocolType: 'consumer', protocolData: 'range' };
    cluster.answer(describeGroupsApi, request =>
      request.reply(describeGroupsApi, { groups: [{ ...group, members: [member] }] }),
    );
    const [found] = await read(listed('classic'));
    expect(found).toMatchObject({ assignor: 'range', members: [{ memberId: 'm', clientHost: '10.0.0.7' }] });
    expect(found!.members[0]!.assignment).toEqual(expected);
  });

  it.each([
    ['nothing of a form that is cut short', Buffer.from('0003000000020005', 'hex'), undefined],
    [
      'the topics of the consumer protocol, not what follows them',
      Buffer.concat([Buffer.from('0003000000010005', 'hex'), Buffer.from('order'), Buffer.alloc(12)]),
      ['order'],
    ],
    ['nothing where it wrote nothing', Buffer.alloc(0), undefined],
  ])('tells what a member asked for: %s', async (_, memberMetadata, expected) => {
    const { cluster, read } = await opened();
    const member = {
      memberId: 'm',
      clientId: 'c',
      clientHost: '/h',
      memberMetadata,
      memberAssignment: Buffer.alloc(0),
    };
    const group = { groupId: 'orders', groupState: 'Stable', protocolType: 'consumer', protocolData: 'range' };
    cluster.answer(describeGroupsApi, request =>
      request.reply(describeGroupsApi, { groups: [{ ...group, members: [member] }] }),
    );
    expect((await read(listed('classic')))[0]!.members[0]!.subscription).toEqual(expected);
  });
});
