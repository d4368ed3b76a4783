import { rowError } from '../../../domain/kafka/row-error.ts';
import { type LeaderTable, NOT_NAMED } from './decode-leaders.ts';
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

/** Enters what metadata tells about the rows given; rows of topics it leaves out stay. */
export function placeLeaders(
  { topics }: LeaderTable,
  partitions: PartitionDictionary,
  rows: readonly number[],
  { leaders, error, topicIds }: Placement,
): void {
  const told = partitions.topics.names.map(name => topics.get(name));
  for (const row of rows) {
    const index = partitions.topic[row]!;
    const topic = told[index];
    if (topic === undefined) continue;
    topicIds[index] = topic.topicId;
    const number = partitions.partition[row]!;
    const leaderId = topic.leaderIds[number] ?? NOT_NAMED;
    leaders[row] = Math.max(-1, leaderId);
    // Of a topic that exists, a partition it does not name is gone, as after re-creation with fewer partitions.
    if (leaderId === NOT_NAMED) error[row] = topic.errorCode === 0 ? unknownTopicOrPartition : topic.errorCode;
    else error[row] = topic.codes.get(number) ?? rowError.none;
  }
}
