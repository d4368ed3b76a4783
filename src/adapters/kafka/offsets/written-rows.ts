import { keyOf, type TopicPartition } from '../../../domain/offsets/commit.ts';
import type { WrittenRow } from '../../../ports/offset-cluster.ts';
import { sentenceOf } from '../error-sentence.ts';

export interface TopicCodes {
  readonly name: string;
  readonly partitions: readonly { readonly partitionIndex: number; readonly errorCode: number }[];
}

/** Rows as a request names them: topic by topic. */
export function byTopic<Row extends TopicPartition, Written>(
  rows: readonly Row[],
  toWritten: (row: Row) => Written,
): { readonly name: string; readonly partitions: readonly Written[] }[] {
  return [...Map.groupBy(rows, ({ topic }) => topic)].map(([name, some]) => ({
    name,
    partitions: some.map(toWritten),
  }));
}

export function codesOf(topics: readonly TopicCodes[]): readonly number[] {
  return topics.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode));
}

/** One row for each that was asked for, with the coordinator's refusal where it has one; unanswered is refused. */
export function rowsOf(topics: readonly TopicCodes[], asked: readonly TopicPartition[]): readonly WrittenRow[] {
  const codes = new Map(
    topics.flatMap(({ name, partitions }) =>
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

/** Why the coordinator did not write a row, and what to do. */
export function refusalOf(code: number): string {
  return refusals[code] ?? sentenceOf(code);
}
