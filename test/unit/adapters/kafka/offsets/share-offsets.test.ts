import { afterEach, describe, expect, it } from 'vitest';
import { ClusterClient } from '../../../../../src/adapters/kafka/client/cluster-client.ts';
import { openOffsets } from '../../../../../src/adapters/kafka/offsets/open-offsets.ts';
import { alterShareGroupOffsets } from '../../../../../src/adapters/kafka/protocol/generated/alter-share-group-offsets.ts';
import { describeShareGroupOffsets } from '../../../../../src/adapters/kafka/protocol/generated/describe-share-group-offsets.ts';
import { clientClock } from '../../../../builders/client-clock.ts';
import { fakeCluster } from '../../../../builders/fake-cluster.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function opened() {
  const topics = { orders: [{ leader: 1, end: 100n }], payments: [{ leader: 1, end: 7n }] };
  const cluster = await fakeCluster({ brokers: 1, topics, groups: { app: { coordinator: 1, commits: {} } } });
  const patience = { connectTimeoutMs: 5_000, requestTimeoutMs: 5_000, retryWindowMs: 2_000 };
  const client = new ClusterClient(cluster.connection, { clientId: 'test', ...patience, ...clientClock() });
  closing.push(
    () => client.close(),
    async () => await cluster[Symbol.asyncDispose](),
  );
  return { cluster, offsets: openOffsets(client) };
}

const at = (partition: number) => ({ topic: 'orders', partition });
const told = (partitionIndex: number, startOffset: bigint, lag: bigint, errorCode = 0) => ({
  partitionIndex,
  startOffset,
  lag,
  errorCode,
});

describe('the start offsets of a share group', () => {
  it('are read with what is not done, without one where the group has not decided, and as a problem where unread', async () => {
    const { cluster, offsets } = await opened();
    cluster.answer(describeShareGroupOffsets, request => {
      const partitions = [told(0, 40n, 3n), told(1, -1n, -1n), told(2, -1n, -1n, 29)];
      request.reply(describeShareGroupOffsets, {
        groups: [{ groupId: 'app', topics: [{ topicName: 'orders', partitions }] }],
      });
    });
    const { commits, problems } = await offsets.readCommits('app', 'share');
    expect(commits).toEqual([{ ...at(0), commit: { offset: 40, metadata: '' }, undoneRecords: 3 }, at(1)]);
    expect(problems).toMatchObject([at(2)]);
  });

  it('are read again while the coordinator loads, and fail where it refuses', async () => {
    const { cluster, offsets } = await opened();
    const codes = [14, 30];
    cluster.answer(describeShareGroupOffsets, request =>
      request.reply(describeShareGroupOffsets, { groups: [{ groupId: 'app', errorCode: codes.shift() ?? 0 }] }),
    );
    await expect(offsets.readCommits('app', 'share')).rejects.toMatchObject({ name: 'NotAuthorized' });
    expect(codes).toEqual([]);
  });

  it('are moved, and taken away by writing what a partition begins with', async () => {
    const { cluster, offsets } = await opened();
    const written: string[] = [];
    cluster.answer(alterShareGroupOffsets, request => {
      const { topics } = request.body(alterShareGroupOffsets);
      const responses = topics.map(({ topicName, partitions }) => {
        for (const { partitionIndex, startOffset } of partitions)
          written.push(`${topicName}:${partitionIndex} ${startOffset}`);
        return { topicName, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex })) };
      });
      request.reply(alterShareGroupOffsets, { responses });
    });
    const commit = { offset: 41, metadata: '' };
    const other = { topic: 'payments', partition: 0 };
    expect(
      await offsets.writeCommits(
        'app',
        [
          { ...at(0), commit },
          { ...other, commit },
        ],
        'share',
      ),
    ).toEqual([at(0), other]);
    expect(await offsets.deleteCommits('app', [at(1)], 'share')).toEqual([at(1)]);
    expect(written).toEqual(['orders:0 41', 'payments:0 41', 'orders:1 -1']);
  });

  it('are refused row by row, or all where the whole group is', async () => {
    const { cluster, offsets } = await opened();
    const answers = [
      { responses: [{ topicName: 'orders', partitions: [{ partitionIndex: 0, errorCode: 29 }] }] },
      { errorCode: 68 },
    ];
    cluster.answer(alterShareGroupOffsets, request => request.reply(alterShareGroupOffsets, answers.shift() ?? {}));
    const commit = { offset: 41, metadata: '' };
    const write = () =>
      offsets.writeCommits(
        'app',
        [
          { ...at(0), commit },
          { ...at(1), commit },
        ],
        'share',
      );
    expect((await write()).map(({ refusal }) => refusal?.slice(0, 30))).toEqual([
      'this login may not read the to',
      expect.any(String),
    ]);
    expect((await write()).map(({ refusal }) => refusal)).toEqual(
      Array.from({ length: 2 }, () => 'the group has members again: stop every one of them'),
    );
  });
});
