import { groupKinds } from '../kafka/group.ts';
import type { Snapshot } from '../kafka/snapshot.ts';

/** What groups have read between two snapshots, by how far their commits moved. */
export interface LogReading {
  readonly seconds: number;
  /** Records by topic, of all groups together. */
  readonly records: ReadonlyMap<string, number>;
  /** Groups that consume at all, whether they moved or not. */
  readonly groups: number;
  /** Groups some of whose commits went back: those count as nothing. */
  readonly rewoundGroups: number;
}

export function readingBetween(before: Snapshot, after: Snapshot): LogReading {
  const records = new Map<string, number>();
  const commitsBefore = commitsOf(before);
  let groups = 0;
  let rewoundGroups = 0;
  for (let group = 0; group < after.groups.count; group += 1) {
    if (groupKinds[after.groups.kind[group]!] === 'other') continue;
    groups += 1;
    const was = commitsBefore(after.groups.names[group]!);
    let isRewound = false;
    for (const { topic, partition, committed } of rowsOf(after, group)) {
      const moved = committed - (was.get(keyOf(topic, partition)) ?? committed);
      if (moved > 0) records.set(topic, (records.get(topic) ?? 0) + moved);
      isRewound ||= moved < 0;
    }
    if (isRewound) rewoundGroups += 1;
  }
  return { seconds: (after.takenAtMs - before.takenAtMs) / 1_000, records, groups, rewoundGroups };
}

/** Of one group at a time: all of them would be millions of objects. */
function commitsOf(snapshot: Snapshot): (group: string) => ReadonlyMap<string, number> {
  const indexOf = new Map(snapshot.groups.names.map((name, index) => [name, index]));
  return name => {
    const group = indexOf.get(name);
    if (group === undefined) return new Map();
    const rows = rowsOf(snapshot, group);
    return new Map(rows.map(({ topic, partition, committed }) => [keyOf(topic, partition), committed]));
  };
}

function rowsOf({ topics, partitions, groups, rows }: Snapshot, group: number) {
  const first = groups.firstRow[group]!;
  return Array.from({ length: groups.rowCount[group]! }, (_, at) => first + at)
    .filter(row => rows.error[row] === 0)
    .map(row => ({
      topic: topics.names[partitions.topic[rows.partition[row]!]!]!,
      partition: partitions.partition[rows.partition[row]!]!,
      committed: rows.committed[row]!,
    }));
}

const keyOf = (topic: string, partition: number): string => `${partition} ${topic}`;
