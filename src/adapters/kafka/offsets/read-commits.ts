import type { TopicPartition } from '../../../domain/offsets/commit.ts';
import type { CommitsRead } from '../../../ports/offset-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { sentenceOf } from '../error-sentence.ts';
import { type OffsetFetchResponseTopics, offsetFetch } from '../protocol/generated/offset-fetch.ts';
import { askCoordinator, type Judged, refusedBy } from './ask-coordinator.ts';

/** Version 10 names topics by their ids only. */
const newestByName = 9;
const manyGroupsFrom = 8;
const stableFrom = 7;
const unstableOffsetCommit = 88;

type Topics = readonly Omit<OffsetFetchResponseTopics, 'topicId'>[];

interface Fetched {
  readonly errorCode: number;
  readonly topics: Topics;
}

/** All commits of a group with metadata and leader epoch. */
export async function readCommits(client: ClusterClient, group: string): Promise<CommitsRead> {
  const { errorCode, topics } = await askCoordinator(client, group, connection => fetchAll(connection, group));
  if (errorCode !== 0) throw refusedBy(errorCode, `the commits of group ${JSON.stringify(group)} cannot be read`);
  const rows = topics.flatMap(({ name, partitions }) => partitions.map(told => ({ topic: name, ...told })));
  return {
    commits: rows
      .filter(row => row.errorCode === 0 && row.committedOffset >= 0n)
      .map(row => ({
        ...placeOf(row),
        commit: {
          offset: Number(row.committedOffset),
          ...(row.committedLeaderEpoch >= 0 ? { leaderEpoch: row.committedLeaderEpoch } : {}),
          metadata: row.metadata ?? '',
        },
      })),
    problems: rows
      .filter(row => row.errorCode !== 0)
      .map(row => ({ ...placeOf(row), problem: problemOf(row.errorCode) })),
  };
}

function placeOf({ topic, partitionIndex }: { topic: string; partitionIndex: number }): TopicPartition {
  return { topic, partition: partitionIndex };
}

function problemOf(code: number): string {
  if (code !== unstableOffsetCommit) return sentenceOf(code);
  return 'an open transaction is about to commit an offset here; wait for it to end';
}

async function fetchAll(connection: BrokerConnection, group: string): Promise<Judged<Fetched>> {
  const version = Math.min(connection.versionOf(offsetFetch) ?? newestByName, newestByName);
  const stable = version >= stableFrom ? { requireStable: true } : {};
  const body =
    version >= manyGroupsFrom ? { groups: [{ groupId: group, topics: null }] } : { groupId: group, topics: null };
  const answer = await connection.request(offsetFetch, { ...body, ...stable }, { version });
  const fetched: Fetched =
    version >= manyGroupsFrom ? (answer.groups.find(({ groupId }) => groupId === group) ?? unanswered) : answer;
  return { answer: fetched, codes: [fetched.errorCode] };
}

const unanswered: Fetched = { errorCode: -1, topics: [] };
