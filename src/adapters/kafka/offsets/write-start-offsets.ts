import type { TopicPartition } from '../../../domain/offsets/commit.ts';
import type { CommitToWrite, WrittenRow } from '../../../ports/offset-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { alterShareGroupOffsets } from '../protocol/generated/alter-share-group-offsets.ts';
import { askCoordinatorOnce } from './ask-coordinator.ts';
import { byTopic, codesOf, refusalOf, rowsOf } from './written-rows.ts';

/** What a partition of a share group has before its members have decided where to start. */
const noStartOffset = -1n;

interface StartOffset extends TopicPartition {
  readonly startOffset: bigint;
}

/** Moves the start offsets of a share group. All that is known of single records after them is forgotten. */
export function writeStartOffsets(
  client: ClusterClient,
  group: string,
  commits: readonly CommitToWrite[],
): Promise<readonly WrittenRow[]> {
  const rows = commits.map(({ topic, partition, commit }) => ({
    topic,
    partition,
    startOffset: BigInt(commit.offset),
  }));
  return alter(client, group, rows);
}

/**
 * Takes single start offsets away. Kafka's own deletion takes whole topics with all that was delivered; writing what a
 * partition has at its beginning leaves the others alone and needs no right to delete.
 */
export function clearStartOffsets(
  client: ClusterClient,
  group: string,
  partitions: readonly TopicPartition[],
): Promise<readonly WrittenRow[]> {
  const rows = partitions.map(({ topic, partition }) => ({ topic, partition, startOffset: noStartOffset }));
  return alter(client, group, rows);
}

async function alter(
  client: ClusterClient,
  group: string,
  rows: readonly StartOffset[],
): Promise<readonly WrittenRow[]> {
  const topics = byTopic(rows, ({ partition, startOffset }) => ({ partitionIndex: partition, startOffset })).map(
    ({ name, partitions }) => ({ topicName: name, partitions }),
  );
  const { errorCode, topics: told } = await askCoordinatorOnce(client, group, async connection => {
    const answer = await connection.request(alterShareGroupOffsets, { groupId: group, topics });
    const named = answer.responses.map(({ topicName, partitions }) => ({ name: topicName, partitions }));
    return {
      answer: { errorCode: answer.errorCode, topics: named },
      codes: [answer.errorCode, ...codesOf(named)],
    };
  });
  if (errorCode === 0) return rowsOf(told, rows);
  return rows.map(({ topic, partition }) => ({ topic, partition, refusal: refusalOf(errorCode) }));
}
