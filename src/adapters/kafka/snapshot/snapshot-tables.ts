import type { GroupTable } from './group-table.ts';
import type { PartitionDictionary } from './partition-dictionary.ts';
import type { RowBuilder } from './row-builder.ts';

/** What a snapshot is read into. */
export interface SnapshotTables {
  readonly groups: GroupTable;
  readonly partitions: PartitionDictionary;
  readonly rows: RowBuilder;
  /** By row: the lag that the broker tells of a share group. */
  readonly shareLags: Map<number, number>;
}
