import { afterEach, describe, expect, it } from 'vitest';
import { ClusterClient } from '../../../../../src/adapters/kafka/client/cluster-client.ts';
import { describeGroups } from '../../../../../src/adapters/kafka/protocol/generated/describe-groups.ts';
import { findCoordinator } from '../../../../../src/adapters/kafka/protocol/generated/find-coordinator.ts';
import { listGroups } from '../../../../../src/adapters/kafka/protocol/generated/list-groups.ts';
import { listOffsets } from '../../../../../src/adapters/kafka/protocol/generated/list-offsets.ts';
import { metadata } from '../../../../../src/adapters/kafka/protocol/generated/metadata.ts';
import { offsetFetch } from '../../../../../src/adapters/kafka/protocol/generated/offset-fetch.ts';
import { readSnapshot } from '../../../../../src/adapters/kafka/snapshot/read-snapshot.ts';
import { OperationError } from '../../../../../src/domain/errors.ts';
import { rowError } from '../../../../../src/domain/kafka/row-error.ts';
import { clientClock } from '../../../../builders/client-clock.ts';
import { type FakeCluster, type FakeClusterOptions, fakeCluster } from '../../../../builders/fake-cluster.ts';
import { rowsOf } from '../../../../builders/snapshot-rows.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Two brokers; `orders` has a partition on each, `billing` is coordinated by 1 and `shipping` by 2. */
const twoBrokers = (): FakeClusterOptions => ({
  brokers: 2,
  topics: {
    orders: [
      { leader: 1, end: 10n },
      { leader: 2, start: 3n, stable: 7n, end: 9n },
    ],
  },
  groups: {
    billing: { coordinator: 1, commits: { orders: [4n, 5n] } },
    shipping: { coordinator: 2, commits: { orders: [10n] } },
  },
});
const whole = {
  billing: { 'orders-0': '4 of 0..10..10', 'orders-1': '5 of 3..7..9' },
  shipping: { 'orders-0': '10 of 0..10..10' },
};

async function opened(options: FakeClusterOptions = twoBrokers(), requestTimeoutMs = 5_000) {
  const cluster = await fakeCluster(options);
  const clock = clientClock();
  const client = new ClusterClient(cluster.connection, {
    clientId: 'test',
    connectTimeoutMs: 5_000,
    requestTimeoutMs,
    retryWindowMs: 2_000,
    ...clock,
  });
  closing.push(
    () => client.close(),
    async () => await cluster[Symbol.asyncDispose](),
  );
  await client.toAnyBroker();
  clock.pausesMs.length = 0;
  return { cluster, clock, read: async (groups?: readonly string[]) => await readSnapshot(client, { groups }) };
}

/** Has a broker answer with something else as long as `times` lasts. */
function atFirst(times: number, act: Parameters<FakeCluster['answer']>[1]): Parameters<FakeCluster['answer']>[1] {
  let left = times;
  return (request, brokerId) => {
    if (left === 0) return false;
    const handled = act(request, brokerId);
    if (handled !== false) left -= 1;
    return handled;
  };
}

describe('a snapshot of a cluster in order', () => {
  it('has every row, without a pause or a second question', async () => {
    const { read, clock, cluster } = await opened();
    const snapshot = await read();
    expect(rowsOf(snapshot)).toEqual(whole);
    expect(snapshot).toMatchObject({ clusterId: 'fake-cluster', gaps: [] });
    expect(clock.pausesMs).toEqual([]);
    expect(cluster.asked.filter(asked => asked.startsWith('OffsetFetch')).sort()).toEqual([
      'OffsetFetch 1',
      'OffsetFetch 2',
    ]);
  });

  it('reads only the groups asked for, in their order and once each', async () => {
    const { read } = await opened();
    const snapshot = await read(['shipping', 'billing', 'shipping']);
    expect(snapshot.groups.names).toEqual(['shipping', 'billing']);
    expect(rowsOf(snapshot)).toEqual(whole);
  });

  it('tells that a group asked for is unknown', async () => {
    const { read, clock } = await opened();
    expect(rowsOf(await read(['billing', 'nobody']))).toEqual({
      billing: whole.billing,
      nobody: { error: rowError.groupUnknown },
    });
    expect(clock.pausesMs).toEqual([]);
  });

  it('asks for no coordinator on a cluster that never had a group, since the broker would create its topic', async () => {
    const { read, cluster } = await opened();
    expect(rowsOf(await read(['nobody']))).toEqual({ nobody: { error: rowError.groupUnknown } });
    expect(cluster.asked).not.toContain('FindCoordinator 1');
  });

  it('is empty where there are no groups', async () => {
    const { read } = await opened({ topics: {}, groups: {} });
    expect(await read()).toMatchObject({ groups: { count: 0 }, rows: { count: 0 }, partitions: { count: 0 } });
  });

  it('leaves out the offsets of groups that do not consume', async () => {
    const { read, cluster } = await opened();
    cluster.state.groups['connect'] = { coordinator: 1, protocolType: 'connect', commits: { orders: [1n, 1n] } };
    expect(rowsOf(await read())).toEqual({ ...whole, connect: {} });
  });

  it('tells that a committed topic is gone', async () => {
    const { read, cluster, clock } = await opened();
    cluster.state.groups['audit'] = { coordinator: 1, commits: { deleted: [5n, 6n] } };
    expect(rowsOf(await read())).toEqual({
      ...whole,
      audit: { 'deleted-0': '5 of error 3', 'deleted-1': '6 of error 3' },
    });
    expect(clock.pausesMs).toEqual([]);
  });

  it('tells that a partition is gone of a topic with fewer partitions now', async () => {
    const { read, cluster } = await opened();
    cluster.state.groups['audit'] = { coordinator: 2, commits: { orders: [1n, 3n, 8n] } };
    expect(rowsOf(await read())).toMatchObject({ audit: { 'orders-1': '3 of 3..7..9', 'orders-2': '8 of error 3' } });
  });
});

describe('groups that move', () => {
  it('are read where they went', async () => {
    const { read, cluster } = await opened();
    cluster.answer(
      offsetFetch,
      atFirst(1, (_, brokerId) => {
        if (brokerId !== 1) return false;
        cluster.state.groups['billing']!.coordinator = 2;
        return false;
      }),
    );
    cluster.answer(listGroups, (request, brokerId) => {
      if (brokerId !== 1) return false;
      request.reply(listGroups, { groups: [{ groupId: 'billing', protocolType: 'consumer', groupType: 'Classic' }] });
      return true;
    });
    expect(rowsOf(await read())).toEqual(whole);
  });

  it('are counted once where two brokers list them', async () => {
    const { read, cluster } = await opened();
    const groups = ['billing', 'shipping'].map(groupId => ({
      groupId,
      protocolType: 'consumer',
      groupType: 'Classic',
    }));
    cluster.answer(listGroups, request => request.reply(listGroups, { groups }));
    const snapshot = await read();
    expect([...snapshot.groups.names].sort()).toEqual(['billing', 'shipping']);
    expect(rowsOf(snapshot)).toEqual(whole);
  });

  it('are waited for while their coordinator loads', async () => {
    const { read, cluster, clock } = await opened();
    const loading = atFirst(5, request =>
      request.reply(offsetFetch, { groups: [{ groupId: 'shipping', errorCode: 14, topics: [] }] }),
    );
    cluster.answer(offsetFetch, (request, brokerId) => (brokerId === 2 ? loading(request, brokerId) : false));
    expect(rowsOf(await read())).toEqual(whole);
    expect(clock.pausesMs).toEqual([50, 100, 200, 400, 800]);
  });

  it('are waited for while a broker cannot list them', async () => {
    const { read, cluster } = await opened();
    cluster.answer(
      listGroups,
      atFirst(2, request => request.reply(listGroups, { errorCode: 14, groups: [] })),
    );
    const snapshot = await read();
    expect(rowsOf(snapshot)).toEqual(whole);
    expect(snapshot.gaps).toEqual([]);
  });

  it('keep their code where the coordinator loads longer than the retry window', async () => {
    const { read, cluster } = await opened();
    cluster.answer(offsetFetch, (request, brokerId) => {
      if (brokerId === 1) return false;
      request.reply(offsetFetch, { groups: [{ groupId: 'shipping', errorCode: 14, topics: [] }] });
      return true;
    });
    expect(rowsOf(await read())).toEqual({ billing: whole.billing, shipping: { error: 14 } });
  });

  const leadsAll = (leader: number) => [{ leader, end: 0n }];

  it('are found where they moved to a broker that had listed its groups before', async () => {
    const { read, cluster } = await opened();
    cluster.state.topics['__consumer_offsets'] = leadsAll(2);
    // Broker 1 is connected already, and lists first.
    const handOver = atFirst(1, () => {
      cluster.state.groups['shipping']!.coordinator = 1;
      cluster.state.topics['__consumer_offsets'] = leadsAll(1);
      return false;
    });
    cluster.answer(listGroups, (request, brokerId) => (brokerId === 2 ? handOver(request, brokerId) : false));
    const snapshot = await read();
    expect(rowsOf(snapshot)).toEqual(whole);
    expect(snapshot.gaps).toEqual([]);
  });

  it('are found once the broker that leads them now has loaded them', async () => {
    const { read, cluster } = await opened();
    cluster.state.topics['__consumer_offsets'] = leadsAll(2);
    cluster.state.groups['shipping']!.coordinator = 3;
    const stillLoading = atFirst(1, request => {
      const groups = request.body(describeGroups).groups.map(groupId => ({ groupId, errorCode: 14 }));
      request.reply(describeGroups, { groups });
      return true;
    });
    const loaded = atFirst(1, () => {
      queueMicrotask(() => (cluster.state.groups['shipping']!.coordinator = 2));
      return false;
    });
    cluster.answer(describeGroups, stillLoading);
    cluster.answer(listGroups, (request, brokerId) => (brokerId === 2 ? loaded(request, brokerId) : false));
    const snapshot = await read();
    expect(rowsOf(snapshot)).toEqual(whole);
    expect(snapshot.gaps).toEqual([]);
    await read();
    expect(cluster.asked.filter(asked => asked === 'DescribeGroups 2')).toHaveLength(2);
  });

  it('become a gap where they do so all the time', async () => {
    const { read, cluster } = await opened();
    cluster.answer(metadata, (_, brokerId) => {
      cluster.state.topics['__consumer_offsets'] = leadsAll(brokerId);
      return false;
    });
    expect((await read()).gaps).toMatchObject([
      { what: 'groups of __consumer_offsets (its leaders are moving)', errorCode: 16 },
    ]);
  });
});

describe('a group that cannot be read', () => {
  it('costs that group only where this login has no right to it', async () => {
    const { read, cluster, clock } = await opened();
    cluster.state.groups['secret'] = { coordinator: 2, commits: {} };
    cluster.answer(offsetFetch, (request, brokerId) => {
      if (brokerId === 1) return false;
      const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: 10n }] }];
      const groups = [
        { groupId: 'secret', errorCode: 30, topics: [] },
        { groupId: 'shipping', topics },
      ];
      request.reply(offsetFetch, { groups });
      return true;
    });
    expect(rowsOf(await read())).toEqual({ ...whole, secret: { error: 30 } });
    expect(clock.pausesMs).toEqual([]);
  });

  it('is told at once where this login may not even ask for its coordinator', async () => {
    const { read, cluster, clock } = await opened();
    cluster.state.topics['__consumer_offsets'] = [{ leader: 1, end: 0n }];
    cluster.answer(findCoordinator, request =>
      request.reply(findCoordinator, { coordinators: [{ key: 'secret', nodeId: -1, errorCode: 30 }] }),
    );
    expect(rowsOf(await read(['secret', 'billing']))).toEqual({ secret: { error: 30 }, billing: whole.billing });
    expect(clock.pausesMs).toEqual([]);
  });

  it('is not called unknown where its coordinator is the broker that is silent', async () => {
    const { read, cluster } = await opened();
    cluster.state.topics['__consumer_offsets'] = [{ leader: 1, end: 0n }];
    cluster.answer(listGroups, (request, brokerId) => (brokerId === 2 ? request.socket.destroy() : false));
    expect(rowsOf(await read(['shipping']))).toEqual({ shipping: { error: rowError.connectionLost } });
  });

  it('costs the groups of one answer where that cannot be read', async () => {
    const { read, cluster } = await opened();
    cluster.answer(offsetFetch, (request, brokerId) => {
      if (brokerId === 1) return false;
      request.reply(listGroups, { groups: [{ groupId: 'nonsense' }] }, 3);
      return true;
    });
    expect(rowsOf(await read())).toEqual({ billing: whole.billing, shipping: { error: rowError.answerUnreadable } });
  });

  it('is not taken for one without commits where the answer leaves it out', async () => {
    const { read, cluster } = await opened();
    cluster.answer(offsetFetch, (request, brokerId) =>
      brokerId === 1 ? false : request.reply(offsetFetch, { groups: [] }),
    );
    expect(rowsOf(await read())).toMatchObject({ shipping: { error: rowError.answerUnreadable } });
  });
});

describe('a broker that goes away', () => {
  it('in the middle of an answer costs a retry', async () => {
    const { read, cluster } = await opened();
    const drop = atFirst(1, ({ socket }) => {
      socket.write(Buffer.of(0, 0, 1, 0, 0, 0));
      return socket.end();
    });
    cluster.answer(offsetFetch, drop);
    expect(rowsOf(await read())).toEqual(whole);
  });

  it.each([metadata, listGroups, listOffsets])('while it is asked for $name costs a retry', async api => {
    const { read, cluster } = await opened();
    cluster.answer(
      api,
      atFirst(1, ({ socket }) => socket.destroy()),
    );
    expect(rowsOf(await read())).toEqual(whole);
  });

  it('for good, with its groups moved and its partitions led by another, costs nothing', async () => {
    const { read, cluster } = await opened();
    await cluster.stop(2);
    let metadataRequests = 0;
    cluster.answer(metadata, () => {
      metadataRequests += 1;
      if (metadataRequests < 4) return false;
      cluster.state.unregistered.add(2);
      cluster.state.groups['shipping']!.coordinator = 1;
      cluster.state.topics['orders']![1]!.leader = 1;
      return false;
    });
    const snapshot = await read();
    expect(rowsOf(snapshot)).toEqual(whole);
    expect(snapshot.gaps).toEqual([]);
  });

  it('for good, with nobody in its place, becomes a gap and costs the rows it leads', async () => {
    const { read, cluster } = await opened();
    await cluster.stop(2);
    const snapshot = await read();
    expect(rowsOf(snapshot)).toEqual({
      billing: { 'orders-0': '4 of 0..10..10', 'orders-1': `5 of error ${rowError.brokerUnreachable}` },
    });
    expect(snapshot.gaps).toMatchObject([{ what: 'groups of broker 2', errorCode: rowError.brokerUnreachable }]);
  });

  it('without a word becomes a gap and costs the rows it leads', async () => {
    const { read, cluster } = await opened(twoBrokers(), 150);
    const silence = (_: unknown, brokerId: number) => brokerId === 2;
    for (const api of [listGroups, metadata, listOffsets]) cluster.answer(api, silence);
    const snapshot = await read();
    expect(snapshot.gaps).toMatchObject([{ what: 'groups of broker 2', errorCode: rowError.timedOut }]);
    expect(rowsOf(snapshot)).toMatchObject({ billing: { 'orders-1': `5 of error ${rowError.timedOut}` } });
  }, 30_000);

  it('fails with one error where it was the last', async () => {
    const { read, cluster } = await opened();
    await cluster.stop(1);
    await cluster.stop(2);
    const error: unknown = await read().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OperationError);
    expect(error).toMatchObject({ name: 'BrokerUnreachable', retryable: true });
  });

  it('fails where no broker lists its groups', async () => {
    const { read, cluster } = await opened();
    cluster.answer(listGroups, request => request.reply(listGroups, { errorCode: 15, groups: [] }));
    await expect(read()).rejects.toMatchObject({
      name: 'BrokerRefused',
      message: /^none of 2 brokers lists its groups/,
    });
  });

  it('takes the groups of its offsets partitions with it, which is told', async () => {
    const { read, cluster, clock } = await opened();
    cluster.state.topics['__consumer_offsets'] = [
      { leader: 1, end: 0n },
      { leader: -1, inSync: [3], end: 0n },
    ];
    expect((await read()).gaps).toMatchObject([
      { what: 'groups of __consumer_offsets (1 leaderless)', errorCode: rowError.leaderUnknown },
    ]);
    expect(clock.pausesMs).toEqual([]);
  });
});

describe('a partition that cannot be read', () => {
  it('is asked for again where its leader moved, and its neighbour keeps its value', async () => {
    const { read, cluster } = await opened();
    const moved = atFirst(1, request => {
      cluster.state.topics['orders']![1]!.leader = 1;
      request.reply(listOffsets, {
        topics: [{ name: 'orders', partitions: [{ partitionIndex: 1, errorCode: 6 }] }],
      });
    });
    cluster.answer(listOffsets, (request, brokerId) => (brokerId === 2 ? moved(request, brokerId) : false));
    expect(rowsOf(await read())).toEqual(whole);
    expect(cluster.asked.filter(asked => asked === 'ListOffsets 1')).toHaveLength(6);
  });

  it('keeps its code where a neighbour is asked for again', async () => {
    const { read, cluster } = await opened();
    cluster.state.topics['orders']![1]!.leader = 1;
    let asked = 0;
    cluster.answer(listOffsets, request => {
      asked += 1;
      const first = { partitionIndex: 0, errorCode: 29 };
      const second = asked <= 3 ? { partitionIndex: 1, errorCode: 6 } : { partitionIndex: 1, offset: 9n };
      const partitions = asked <= 3 ? [first, second] : [second];
      request.reply(listOffsets, { topics: [{ name: 'orders', partitions }] });
    });
    expect(rowsOf(await read())).toMatchObject({
      billing: { 'orders-0': '4 of error 29', 'orders-1': '5 of 9..9..9' },
    });
  });

  it('is asked for again where its leader has not heard of it yet', async () => {
    const { read, cluster, clock } = await opened();
    const unheard = atFirst(1, request =>
      request.reply(listOffsets, { topics: [{ name: 'orders', partitions: [{ partitionIndex: 1, errorCode: 3 }] }] }),
    );
    cluster.answer(listOffsets, (request, brokerId) => (brokerId === 2 ? unheard(request, brokerId) : false));
    expect(rowsOf(await read())).toEqual(whole);
    expect(clock.pausesMs).toEqual([50]);
  });

  it('is waited for during an election', async () => {
    const { read, cluster } = await opened();
    Object.assign(cluster.state.topics['orders']![1]!, { leader: -1, inSync: [1, 2] });
    let metadataRequests = 0;
    cluster.answer(metadata, () => {
      metadataRequests += 1;
      if (metadataRequests > 4) cluster.state.topics['orders']![1]!.leader = 2;
      return false;
    });
    expect(rowsOf(await read())).toEqual(whole);
  });

  it('is not waited for where no broker that is up can lead it', async () => {
    const { read, cluster, clock } = await opened();
    Object.assign(cluster.state.topics['orders']![1]!, { leader: -1, inSync: [7] });
    expect(rowsOf(await read())).toMatchObject({
      billing: { 'orders-0': '4 of 0..10..10', 'orders-1': `5 of error ${rowError.leaderUnknown}` },
    });
    expect(clock.pausesMs).toEqual([]);
  });

  it('is not taken for an empty log where the answer leaves it out', async () => {
    const { read, cluster } = await opened();
    cluster.answer(listOffsets, (request, brokerId) =>
      brokerId === 1 ? false : request.reply(listOffsets, { topics: [] }),
    );
    expect(rowsOf(await read())).toMatchObject({
      billing: { 'orders-0': '4 of 0..10..10', 'orders-1': `5 of error ${rowError.answerUnreadable}` },
    });
  });

  it('is told where this login may not see its topic', async () => {
    const { read, cluster, clock } = await opened();
    cluster.answer(metadata, request => {
      if (request.body(metadata).topics?.[0]?.name !== 'hidden') return false;
      request.reply(metadata, {
        brokers: cluster.servers.map(({ host, port }, index) => ({ nodeId: index + 1, host, port })),
        topics: [{ name: 'hidden', errorCode: 29 }],
      });
      return true;
    });
    cluster.state.groups['audit'] = { coordinator: 2, commits: { hidden: [5n] } };
    expect(rowsOf(await read())).toEqual({ ...whole, audit: { 'hidden-0': '5 of error 29' } });
    expect(clock.pausesMs).toEqual([]);
  });
});

describe('an older broker', () => {
  it('before 3.0 is asked for one group a request, and for coordinators one by one', async () => {
    const highest = { OffsetFetch: 7, FindCoordinator: 3, ListGroups: 4, ListOffsets: 5, Metadata: 9 };
    const { read, cluster } = await opened({ ...twoBrokers(), highest });
    for (let index = 0; index < 20; index += 1) {
      cluster.state.groups[`more-${index}`] = { coordinator: 2, commits: { orders: [1n] } };
    }
    const snapshot = await read();
    expect(snapshot.groups.error.every(code => code === 0)).toBe(true);
    expect(rowsOf(snapshot)).toMatchObject({ ...whole, 'more-19': { 'orders-0': '1 of 0..10..10' } });
    expect(cluster.asked.filter(asked => asked === 'OffsetFetch 2')).toHaveLength(21);
  });

  it('that answers for one group with nonsense costs that group only', async () => {
    const { read, cluster } = await opened({ ...twoBrokers(), highest: { OffsetFetch: 7 } });
    cluster.state.groups['odd'] = { coordinator: 2, commits: { orders: [1n] } };
    cluster.answer(offsetFetch, request => {
      if (request.body(offsetFetch).groupId !== 'odd') return false;
      request.reply(listGroups, { groups: [] }, 3);
      return true;
    });
    expect(rowsOf(await read())).toEqual({ ...whole, odd: { error: rowError.answerUnreadable } });
  });

  it.each([1, -1])('whose OffsetFetch ends at version %i is too old', async version => {
    const { read } = await opened({ ...twoBrokers(), highest: { OffsetFetch: version } });
    expect(rowsOf(await read())).toEqual({
      billing: { error: rowError.unsupportedByBroker },
      shipping: { error: rowError.unsupportedByBroker },
    });
  });

  it.each([1, -1])('whose ListOffsets ends at version %i is too old for positions', async version => {
    const { read } = await opened({ ...twoBrokers(), highest: { ListOffsets: version } });
    expect(rowsOf(await read())).toMatchObject({
      shipping: { 'orders-0': `10 of error ${rowError.unsupportedByBroker}` },
    });
  });
});
