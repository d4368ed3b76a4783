import type { GroupKind, GroupState } from '../../src/domain/kafka/group.ts';
import { groupKinds, groupStates } from '../../src/domain/kafka/group.ts';
import type { Snapshot, SnapshotGap } from '../../src/domain/kafka/snapshot.ts';
import { NO_OFFSET } from '../../src/domain/kafka/snapshot.ts';

/** One group-partition: where the group is, and where the partition's log is. What is left out is healthy. */
export interface RowSpec {
  readonly committed?: number;
  readonly end?: number;
  readonly logStart?: number;
  readonly lastStable?: number;
  /** Error of the group's row, for example rowError.noCommit. */
  readonly error?: number;
  /** Error of the partition itself, for example 3 where the topic is gone. */
  readonly partitionError?: number;
}

export interface GroupSpec {
  readonly kind?: GroupKind;
  readonly state?: GroupState;
  readonly error?: number;
  /** Keys are `topic-partition`. Two groups on one partition share its log: the last one written counts. */
  readonly rows?: Readonly<Record<string, RowSpec>>;
}

export interface SnapshotSpec {
  readonly clusterId?: string;
  readonly takenAtMs?: number;
  readonly groups: Readonly<Record<string, GroupSpec>>;
  readonly topicIds?: Readonly<Record<string, string>>;
  readonly gaps?: readonly SnapshotGap[];
}

export const noon = Date.UTC(2026, 0, 15, 12);

/** A snapshot of the groups described, in the order they are written. */
export function snapshotOf(spec: SnapshotSpec): Snapshot {
  const topics: string[] = [];
  const partitions = new Map<string, { index: number; topic: number; partition: number; row: RowSpec }>();
  const rows: { partition: number; row: RowSpec }[] = [];
  const names = Object.keys(spec.groups);
  const firstRow: number[] = [];
  const rowCount: number[] = [];
  for (const name of names) {
    const entries = Object.entries(spec.groups[name]!.rows ?? {});
    firstRow.push(rows.length);
    rowCount.push(entries.length);
    for (const [key, row] of entries) {
      const dash = key.lastIndexOf('-');
      const topicName = key.slice(0, dash);
      if (!topics.includes(topicName)) topics.push(topicName);
      const index = partitions.get(key)?.index ?? partitions.size;
      partitions.set(key, { index, topic: topics.indexOf(topicName), partition: Number(key.slice(dash + 1)), row });
      rows.push({ partition: index, row });
    }
  }
  const logs = [...partitions.values()];
  const groups = names.map(name => spec.groups[name]!);
  const offset = (row: RowSpec, value: number) => ((row.partitionError ?? 0) === 0 ? value : NO_OFFSET);
  return {
    clusterId: spec.clusterId ?? 'cluster-a',
    takenAtMs: spec.takenAtMs ?? noon,
    durationMs: 20,
    topics: { names: topics, ids: topics.map(name => spec.topicIds?.[name] ?? `id-of-${name}`) },
    partitions: {
      count: logs.length,
      topic: Int32Array.from(logs, log => log.topic),
      partition: Int32Array.from(logs, log => log.partition),
      logStart: Float64Array.from(logs, ({ row }) => offset(row, row.logStart ?? 0)),
      lastStable: Float64Array.from(logs, ({ row }) => offset(row, row.lastStable ?? row.end ?? 0)),
      end: Float64Array.from(logs, ({ row }) => offset(row, row.end ?? 0)),
      error: Int16Array.from(logs, ({ row }) => row.partitionError ?? 0),
    },
    groups: {
      count: groups.length,
      names,
      kind: Uint8Array.from(groups, group => groupKinds.indexOf(group.kind ?? 'classic')),
      state: Uint8Array.from(groups, group => groupStates.indexOf(group.state ?? 'Stable')),
      coordinatorId: Int32Array.from(groups, () => 1),
      firstRow: Int32Array.from(firstRow),
      rowCount: Int32Array.from(rowCount),
      error: Int16Array.from(groups, group => group.error ?? 0),
    },
    rows: {
      count: rows.length,
      partition: Int32Array.from(rows, row => row.partition),
      committed: Float64Array.from(rows, ({ row }) => ((row.error ?? 0) === 0 ? (row.committed ?? 0) : NO_OFFSET)),
      error: Int16Array.from(rows, ({ row }) => row.error ?? 0),
    },
    gaps: spec.gaps ?? [],
  };
}
