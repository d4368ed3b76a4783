import { type ClusterMetadata, leaderCode } from '../client/metadata.ts';
import type { PartitionDictionary } from './partition-dictionary.ts';

/** Where the partitions of a dictionary are led, by row. */
export interface Placement {
  /** −1 where there is no leader to ask; then `error` says why. */
  readonly leaders: Int32Array;
  readonly error: Int16Array;
  /** By topic. */
  readonly topicIds: string[];
}

const unknownTopicOrPartition = 3;

/** Enters what metadata tells about the rows given, which are ordered by topic; rows of topics it leaves out stay. */
export function placeLeaders(
  { topics, brokers }: ClusterMetadata,
  partitions: PartitionDictionary,
  rows: readonly number[],
  { leaders, error, topicIds }: Placement,
): void {
  const up = new Set(brokers.map(({ brokerId }) => brokerId));
  const told = new Map(topics.map(topic => [topic.name, topic]));
  const byTopic = Map.groupBy(rows, row => partitions.topic[row]!);
  for (const [index, topicRows] of byTopic) {
    const topic = told.get(partitions.topics.names[index]!);
    if (topic === undefined) continue;
    topicIds[index] = topic.topicId;
    const byNumber = new Map(topic.partitions.map(partition => [partition.partition, partition]));
    for (const row of topicRows) {
      const partition = byNumber.get(partitions.partition[row]!);
      leaders[row] = partition?.leaderId ?? -1;
      if (partition !== undefined) error[row] = leaderCode(partition, id => up.has(id));
      // Of a topic that exists, a partition it does not name is gone, as after re-creation with fewer partitions.
      else error[row] = topic.errorCode === 0 ? unknownTopicOrPartition : topic.errorCode;
    }
  }
}
