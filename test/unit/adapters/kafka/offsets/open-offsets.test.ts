import { afterEach, describe, expect, it } from 'vitest';
import { ClusterClient } from '../../../../../src/adapters/kafka/client/cluster-client.ts';
import { openOffsets } from '../../../../../src/adapters/kafka/offsets/open-offsets.ts';
import { describeGroups } from '../../../../../src/adapters/kafka/protocol/generated/describe-groups.ts';
import { findCoordinator } from '../../../../../src/adapters/kafka/protocol/generated/find-coordinator.ts';
import { listOffsets } from '../../../../../src/adapters/kafka/protocol/generated/list-offsets.ts';
import { metadata } from '../../../../../src/adapters/kafka/protocol/generated/metadata.ts';
import { offsetCommit } from '../../../../../src/adapters/kafka/protocol/generated/offset-commit.ts';
import { offsetDelete } from '../../../../../src/adapters/kafka/protocol/generated/offset-delete.ts';
import { offsetFetch } from '../../../../../src/adapters/kafka/protocol/generated/offset-fetch.ts';
import { clientClock } from '../../../../builders/client-clock.ts';
import { fakeCluster } from '../../../../builders/fake-cluster.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Two brokers; the second coordinates group `app` and leads partition 1 of `orders`. */
async function opened(highest: Record<string, number> = {}) {
  const topics = {
    orders: [
      { leader: 1, start: 5n, stable: 80n, end: 100n },
      { leader: 2, end: 7n },
    ],
  };
  const groups = { app: { coordinator: 2, commits: { orders: [40n, -1n] } } };
  const cluster = await fakeCluster({ brokers: 2, topics, groups, highest });
  const patience = { connectTimeoutMs: 5_000, requestTimeoutMs: 5_000, retryWindowMs: 2_000 };
  const client = new ClusterClient(cluster.connection, { clientId: 'test', ...patience, ...clientClock() });
  closing.push(
    () => client.close(),
    async () => await cluster[Symbol.asyncDispose](),
  );
  return { cluster, offsets: openOffsets(client) };
}

const row = { topic: 'orders', partition: 0 };
const commit = { ...row, commit: { offset: 41, leaderEpoch: 3, metadata: 'mine' } };

describe('reading what a group has committed', () => {
  it.each([
    ['the newest brokers', {}, 9],
    ['brokers before 3.0', { OffsetFetch: 7 }, 7],
    ['brokers before 2.5', { OffsetFetch: 6 }, 6],
  ])('asks %s for stable offsets where they know them, never by topic id', async (_, highest, version) => {
    const { cluster, offsets } = await opened(highest);
    const versions: number[] = [];
    cluster.answer(offsetFetch, request => {
      versions.push(request.version);
      expect(request.body(offsetFetch).requireStable ?? false).toBe(version >= 7);
      return false;
    });
    expect(await offsets.readCommits('app')).toEqual({
      commits: [{ ...row, commit: { offset: 40, metadata: '' } }],
      problems: [],
    });
    expect(versions).toEqual([version]);
  });

  it('follows a coordinator that moves', async () => {
    const { cluster, offsets } = await opened();
    cluster.answer(offsetFetch, (request, brokerId) => {
      if (brokerId !== 2) return false;
      cluster.state.groups.app!.coordinator = 1;
      request.reply(offsetFetch, { groups: [{ groupId: 'app', errorCode: 16 }] });
      return true;
    });
    expect((await offsets.readCommits('app')).commits).toHaveLength(1);
    expect(cluster.asked.filter(name => name.startsWith('OffsetFetch'))).toEqual(['OffsetFetch 2', 'OffsetFetch 1']);
  });

  it('fails with what the coordinator says', async () => {
    const { cluster, offsets } = await opened();
    cluster.answer(offsetFetch, request => request.reply(offsetFetch, { groups: [{ groupId: 'app', errorCode: 30 }] }));
    await expect(offsets.readCommits('app')).rejects.toMatchObject({
      name: 'NotAuthorized',
      message: expect.stringMatching(
        /^the commits of group "app" cannot be read: GROUP_AUTHORIZATION_FAILED/,
      ) as string,
    });
  });

  it('tells a commit that a transaction is about to change as a problem of its partition', async () => {
    const { cluster, offsets } = await opened();
    const partitions = [{ partitionIndex: 0, committedOffset: -1n, errorCode: 88 }];
    const groups = [{ groupId: 'app', topics: [{ name: 'orders', partitions }] }];
    cluster.answer(offsetFetch, request => request.reply(offsetFetch, { groups }));
    expect(await offsets.readCommits('app')).toEqual({
      commits: [],
      problems: [{ ...row, problem: 'an open transaction is about to commit an offset here; wait for it to end' }],
    });
  });
});

describe('reading where logs begin and end', () => {
  it('asks each leader, and finds the first record from a time on', async () => {
    const { cluster, offsets } = await opened();
    cluster.answer(listOffsets, request => {
      const { topics } = request.body(listOffsets);
      const [asked] = topics[0]!.partitions;
      if (asked!.timestamp !== 1_700n) return false;
      const { partitionIndex } = asked!;
      request.reply(listOffsets, {
        topics: [{ name: 'orders', partitions: [{ partitionIndex, offset: partitionIndex === 0 ? 60n : -1n }] }],
      });
      return true;
    });
    expect(await offsets.readLog([{ topic: 'orders', partition: 1 }, row], 1_700)).toEqual([
      { topic: 'orders', partition: 1, log: { start: 0, lastStable: 7, end: 7 } },
      { ...row, log: { start: 5, lastStable: 80, end: 100 }, offsetAtTime: 60 },
    ]);
  });

  it('tells a partition that is not there and one without a leader, and reads the rest', async () => {
    const { cluster, offsets } = await opened();
    cluster.state.topics.orders![1]!.leader = -1;
    const read = await offsets.readLog([row, { topic: 'orders', partition: 1 }, { topic: 'orders', partition: 9 }]);
    expect(read.map(({ problem }) => problem === undefined)).toEqual([true, false, false]);
  });
});

describe('reading topics and rights', () => {
  it('tells what is not there, and what this login may do', async () => {
    const { cluster, offsets } = await opened();
    expect(await offsets.readTopics(['orders', 'order'])).toEqual([
      { topic: 'orders', topicId: '', partitions: [0, 1] },
      { topic: 'order', topicId: '', partitions: [], error: 'it is not on the cluster' },
    ]);
    cluster.answer(metadata, request => {
      expect(request.body(metadata)).toMatchObject({ allowAutoTopicCreation: false });
      const topics = [{ name: 'orders', topicAuthorizedOperations: 1 << 8, partitions: [{ partitionIndex: 0 }] }];
      request.reply(metadata, { topics });
    });
    expect(await offsets.readTopics(['orders'])).toMatchObject([{ mayRead: false }]);
  });

  it.each([
    [1 << 3, { mayCommit: true, mayDelete: false }],
    [(1 << 3) | (1 << 6), { mayCommit: true, mayDelete: true }],
    [1 << 8, { mayCommit: false, mayDelete: false }],
    [-2_147_483_648, undefined],
  ])('reads the rights on a group from the bits %i', async (authorizedOperations, rights) => {
    const { cluster, offsets } = await opened({ ConsumerGroupDescribe: -1 });
    const groups = [{ groupId: 'app', groupState: 'Empty', authorizedOperations }];
    cluster.answer(describeGroups, request => request.reply(describeGroups, { groups }));
    expect(await offsets.readGroupRights('app')).toEqual(rights);
  });
});

describe('writing commits', () => {
  it('commits as no member, with epoch and metadata, by name', async () => {
    const { cluster, offsets } = await opened();
    cluster.answer(offsetCommit, (request, brokerId) => {
      expect([brokerId, request.version]).toEqual([2, 9]);
      expect(request.body(offsetCommit)).toMatchObject({
        groupId: 'app',
        generationIdOrMemberEpoch: -1,
        memberId: '',
        topics: [
          {
            name: 'orders',
            partitions: [
              { partitionIndex: 0, committedOffset: 41n, committedLeaderEpoch: 3, committedMetadata: 'mine' },
              { partitionIndex: 1, committedOffset: 7n, committedLeaderEpoch: -1, committedMetadata: '' },
            ],
          },
        ],
      });
      const partitions = [{ partitionIndex: 0 }, { partitionIndex: 1, errorCode: 25 }];
      request.reply(offsetCommit, { topics: [{ name: 'orders', partitions }] });
    });
    const other = { topic: 'orders', partition: 1, commit: { offset: 7, metadata: '' } };
    expect(await offsets.writeCommits('app', [commit, other])).toEqual([
      row,
      { topic: 'orders', partition: 1, refusal: 'the group has members again: stop every one of them' },
    ]);
  });

  it.each([
    ['loads', 14, 'COORDINATOR_LOAD_IN_PROGRESS'],
    ['is not available, which it also says of a commit that was not copied in time', 15, 'COORDINATOR_NOT_AVAILABLE'],
    ['has moved', 16, 'NOT_COORDINATOR'],
  ])('fails, to be tried again after a look, where the coordinator %s', async (_, errorCode, name) => {
    const { cluster, offsets } = await opened();
    let asked = 0;
    cluster.answer(offsetCommit, request => {
      asked += 1;
      request.reply(offsetCommit, { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, errorCode }] }] });
    });
    await expect(offsets.writeCommits('app', [commit])).rejects.toMatchObject({
      retryable: true,
      message: expect.stringContaining(name) as string,
    });
    expect(asked).toBe(1);
  });

  it('never sends it again where the connection broke before the answer came', async () => {
    const { cluster, offsets } = await opened();
    let asked = 0;
    cluster.answer(offsetCommit, request => {
      asked += 1;
      request.socket.destroy();
    });
    await expect(offsets.writeCommits('app', [commit])).rejects.toMatchObject({
      name: 'ConnectionLost',
      retryable: true,
    });
    expect(asked).toBe(1);
  });

  it('looks for the coordinator until there is one', async () => {
    const { cluster, offsets } = await opened();
    const codes = [15, 14, 0];
    cluster.answer(findCoordinator, request => {
      const errorCode = codes.shift() ?? 0;
      if (errorCode === 0) return false;
      request.reply(findCoordinator, { coordinators: [{ key: 'app', errorCode }] });
      return true;
    });
    cluster.answer(offsetCommit, request =>
      request.reply(offsetCommit, { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }] }),
    );
    expect(await offsets.writeCommits('app', [commit])).toEqual([row]);
    expect(codes).toEqual([]);
  });

  it('takes a partition that the answer leaves out for refused', async () => {
    const { cluster, offsets } = await opened();
    cluster.answer(offsetCommit, request => request.reply(offsetCommit, { topics: [] }));
    expect((await offsets.writeCommits('app', [commit]))[0]?.refusal).toBeDefined();
  });

  it('deletes single commits, or fails where the whole group is refused', async () => {
    const { cluster, offsets } = await opened();
    let errorCode = 0;
    cluster.answer(offsetDelete, request =>
      request.reply(offsetDelete, {
        errorCode,
        topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, errorCode: 86 }] }],
      }),
    );
    expect(await offsets.deleteCommits('app', [row])).toMatchObject([
      { ...row, refusal: expect.stringContaining('subscribed') as string },
    ]);
    errorCode = 68;
    await expect(offsets.deleteCommits('app', [row])).rejects.toMatchObject({
      name: 'BrokerRefused',
      message: expect.stringContaining('NON_EMPTY_GROUP') as string,
    });
  });
});
