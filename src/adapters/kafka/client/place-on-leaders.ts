import { keyOf, type TopicPartition } from '../../../domain/offsets/commit.ts';
import type { ClusterClient } from './cluster-client.ts';
import { leaderCode } from './metadata.ts';
import { passes } from './row-code.ts';

/** A partition that something is asked of. */
export interface PlacedRow extends TopicPartition {
  /** Why it has no answer; 0: it has, or may have one. */
  code: number;
  isPlaced: boolean;
}

const unknownTopicOrPartition = 3;

/** Groups rows by who leads their partitions now; those that nobody leads get their code. */
export async function placeOnLeaders<Row extends PlacedRow>(
  client: ClusterClient,
  rows: readonly Row[],
): Promise<ReadonlyMap<number, readonly Row[]>> {
  const { topics, brokers } = await client.metadata([...new Set(rows.map(({ topic }) => topic))]);
  const up = new Set(brokers.map(({ brokerId }) => brokerId));
  const placed = new Map(
    topics.flatMap(({ name, partitions }) =>
      partitions.map(about => [keyOf({ topic: name, ...about }), about] as const),
    ),
  );
  const byLeader = new Map<number, Row[]>();
  for (const row of rows) {
    const about = placed.get(keyOf(row));
    row.isPlaced = about !== undefined;
    row.code = about === undefined ? unknownTopicOrPartition : leaderCode(about, id => up.has(id));
    if (about === undefined || row.code !== 0) continue;
    const led = byLeader.get(about.leaderId);
    if (led === undefined) byLeader.set(about.leaderId, [row]);
    else led.push(row);
  }
  return byLeader;
}

/** A leader that does not know its partition has not heard of a change yet; metadata that does not know it is final. */
export function canPass({ code, isPlaced }: PlacedRow): boolean {
  return passes(code) || (code === unknownTopicOrPartition && isPlaced);
}
