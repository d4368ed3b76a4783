import { rowError } from '../kafka/row-error.ts';
import type { GroupPartitionColumns, PartitionColumns } from '../kafka/snapshot.ts';

/** Kafka's UNKNOWN_SERVER_ERROR, for a log that has neither an end nor a reason. */
const NO_REASON_CODE = -1;

/** Why a row has no commit; 0 where it has one. */
export function commitCodeOf(rows: GroupPartitionColumns, row: number): number {
  const code = rows.error[row]!;
  if (code !== 0) return code;
  return rows.committed[row]! >= 0 ? 0 : rowError.noCommit;
}

/** Why a partition's log has no end; 0 where it has one. */
export function logCodeOf(partitions: PartitionColumns, partition: number): number {
  const code = partitions.error[partition]!;
  if (code !== 0) return code;
  return partitions.end[partition]! >= 0 ? 0 : NO_REASON_CODE;
}
