import type { TopicPartition } from '../../../domain/offsets/commit.ts';
import type { CommitToWrite, WrittenRow } from '../../../ports/offset-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { offsetCommit } from '../protocol/generated/offset-commit.ts';
import { offsetDelete } from '../protocol/generated/offset-delete.ts';
import { askCoordinatorOnce, type Judged, refusedBy } from './ask-coordinator.ts';
import { byTopic, codesOf, rowsOf, type TopicCodes } from './written-rows.ts';

/** Version 10 names topics by their ids only. */
const newestByName = 9;
/** Who commits without being a member: no generation, no name. */
const noMember = { generationIdOrMemberEpoch: -1, memberId: '' };

interface Answered {
  readonly errorCode?: number;
  readonly topics: readonly TopicCodes[];
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
  const answer = await askCoordinatorOnce(client, group, async (connection: BrokerConnection) => {
    const version = Math.min(connection.versionOf(offsetCommit) ?? newestByName, newestByName);
    return judged(await connection.request(offsetCommit, { groupId: group, ...noMember, topics }, { version }));
  });
  return rowsOf(answer.topics, commits);
}

/** Deletes single commits of a group. */
export async function deleteCommits(
  client: ClusterClient,
  group: string,
  partitions: readonly TopicPartition[],
): Promise<readonly WrittenRow[]> {
  const topics = byTopic(partitions, ({ partition }) => ({ partitionIndex: partition }));
  const answer: Answered = await askCoordinatorOnce(client, group, async connection =>
    judged(await connection.request(offsetDelete, { groupId: group, topics })),
  );
  const { errorCode = 0 } = answer;
  if (errorCode !== 0) throw refusedBy(errorCode, `commits of group ${JSON.stringify(group)} cannot be deleted`);
  return rowsOf(answer.topics, partitions);
}

function judged<Answer extends Answered>(answer: Answer): Judged<Answer> {
  return { answer, codes: [answer.errorCode ?? 0, ...codesOf(answer.topics)] };
}
