import { keyOf, type TopicPartition } from '../../../domain/offsets/commit.ts';
import type { CommitToWrite, WrittenRow } from '../../../ports/offset-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { sentenceOf } from '../error-sentence.ts';
import { offsetCommit } from '../protocol/generated/offset-commit.ts';
import { offsetDelete } from '../protocol/generated/offset-delete.ts';
import { askCoordinator, type Judged, refusedBy } from './ask-coordinator.ts';

/** Version 10 names topics by their ids only. */
const newestByName = 9;
/** Who commits without being a member: no generation, no name. */
const noMember = { generationIdOrMemberEpoch: -1, memberId: '' };

interface Answered {
  readonly errorCode?: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly { readonly partitionIndex: number; readonly errorCode: number }[];
  }[];
}

/** Commits for a group from outside of it. */
export async function writeCommits(
  client: ClusterClient,
  group: string,
  commits: readonly CommitToWrite[],
): Promise<readonly WrittenRow[]> {
  const topics = byTopic(commits, ({ partition, commit }) => ({
    partitionIndex: partition,
    committedOffset: BigInt(commit.offset),
    committedLeaderEpoch: commit.leaderEpoch ?? -1,
    committedMetadata: commit.metadata,
  }));
  const answer = await askCoordinator(client, group, async (connection: BrokerConnection) => {
    const version = Math.min(connection.versionOf(offsetCommit) ?? newestByName, newestByName);
    return judged(await connection.request(offsetCommit, { groupId: group, ...noMember, topics }, { version }));
  });
  return rowsOf(answer, commits);
}

/** Deletes single commits of a group. */
export async function deleteCommits(
  client: ClusterClient,
  group: string,
  partitions: readonly TopicPartition[],
): Promise<readonly WrittenRow[]> {
  const topics = byTopic(partitions, ({ partition }) => ({ partitionIndex: partition }));
  const answer: Answered = await askCoordinator(client, group, async connection =>
    judged(await connection.request(offsetDelete, { groupId: group, topics })),
  );
  const { errorCode = 0 } = answer;
  if (errorCode !== 0) throw refusedBy(errorCode, `commits of group ${JSON.stringify(group)} cannot be deleted`);
  return rowsOf(answer, partitions);
}

function byTopic<Row extends TopicPartition, Written>(
  rows: readonly Row[],
  toWritten: (row: Row) => Written,
): { readonly name: string; readonly partitions: readonly Written[] }[] {
  return [...Map.groupBy(rows, ({ topic }) => topic)].map(([name, some]) => ({
    name,
    partitions: some.map(toWritten),
  }));
}

function judged<Answer extends Answered>(answer: Answer): Judged<Answer> {
  const codes = answer.topics.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode));
  return { answer, codes: [answer.errorCode ?? 0, ...codes] };
}

function rowsOf(answer: Answered, asked: readonly TopicPartition[]): readonly WrittenRow[] {
  const codes = new Map(
    answer.topics.flatMap(({ name, partitions }) =>
      partitions.map(told => [keyOf({ topic: name, partition: told.partitionIndex }), told.errorCode] as const),
    ),
  );
  return asked.map(({ topic, partition }) => {
    const code = codes.get(keyOf({ topic, partition })) ?? -1;
    return { topic, partition, ...(code === 0 ? {} : { refusal: refusalOf(code) }) };
  });
}

const refusals: Readonly<Record<number, string>> = {
  25: 'the group has members again: stop every one of them',
  68: 'the group has members again: stop every one of them',
  86: 'a member of the group is subscribed to the topic: stop every one of them',
  29: 'this login may not read the topic: give it Read on the topic',
  30: 'this login may not read the group: give it Read on the group, and Delete to take a commit away',
  12: 'the metadata of the commit is longer than the brokers allow (offset.metadata.max.bytes)',
};

function refusalOf(code: number): string {
  return refusals[code] ?? sentenceOf(code);
}
