import type { Snapshot } from '../../src/domain/kafka/snapshot.ts';

/** The rows of a snapshot as a person would write them, by group and `topic-partition`; a code stands for a value. */
export type WrittenRows = Readonly<Record<string, Readonly<Record<string, string>> | { readonly error: number }>>;

/** Rows as `committed of start..stable..end`, `error <code>` for the row's code, `of error <code>` for the partition's. */
export function rowsOf(snapshot: Snapshot): WrittenRows {
  const { groups } = snapshot;
  return Object.fromEntries(
    groups.names.map((name, index): readonly [string, WrittenRows[string]] => {
      const error = groups.error[index]!;
      if (error !== 0) return [name, { error }];
      const from = groups.firstRow[index]!;
      const rows = Array.from({ length: groups.rowCount[index]! }, (_, at) => written(snapshot, from + at));
      return [name, Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)))];
    }),
  );
}

function written({ rows, partitions, topics }: Snapshot, row: number): readonly [string, string] {
  const partition = rows.partition[row]!;
  const name = `${topics.names[partitions.topic[partition]!]!}-${partitions.partition[partition]!}`;
  const committed = rows.error[row] === 0 ? `${rows.committed[row]!}` : `error ${rows.error[row]!}`;
  const [start, stable, end] = [partitions.logStart, partitions.lastStable, partitions.end].map(it => it[partition]!);
  const code = partitions.error[partition]!;
  return [name, `${committed} of ${code === 0 ? `${start}..${stable}..${end}` : `error ${code}`}`];
}
