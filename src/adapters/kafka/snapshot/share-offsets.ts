import { rowError } from '../../../domain/kafka/row-error.ts';
import type { PartitionColumns } from '../../../domain/kafka/snapshot.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { describeShareGroupOffsets } from '../protocol/generated/describe-share-group-offsets.ts';
import { settleGroup } from './group-table.ts';
import { isPartitionNumber } from './partition-dictionary.ts';
import type { RowBuilder } from './row-builder.ts';
import type { SnapshotTables } from './snapshot-tables.ts';

/**
 * Share groups commit no offsets. The broker tells their start offset, before which all is done (KIP-932), and a newer
 * one their lag (KIP-1226).
 */
export async function fetchShareOffsets(
  connection: BrokerConnection,
  indexes: readonly number[],
  { groups, partitions, rows, shareLags }: SnapshotTables,
): Promise<number> {
  const answer = await connection.request(describeShareGroupOffsets, {
    groups: indexes.map(index => ({ groupId: groups.listings[index]!.group, topics: null })),
  });
  for (const { groupId, errorCode: groupCode, topics } of answer.groups) {
    const firstRow = rows.count;
    for (const { topicName, partitions: told } of topics) {
      const topic = partitions.topics.indexOf(topicName);
      for (const { partitionIndex, startOffset, lag, errorCode } of told) {
        if (!isPartitionNumber(partitionIndex)) continue;
        const error = errorCode === 0 && startOffset < 0n ? rowError.noCommit : errorCode;
        if (error === 0 && lag >= 0n) shareLags.set(rows.count, Number(lag));
        rows.add(partitions.rowOf(topic, partitionIndex), Number(startOffset), error);
      }
    }
    settleGroup(groups, groupId, { errorCode: groupCode, firstRow, rowCount: rows.count - firstRow });
  }
  return 0;
}

/**
 * The start offset trails what is done: records are acknowledged in any order, and a move of it is only stored with the
 * acknowledgement after it, so a share group that has done everything seems to lag for ever. Where the lag is told, the
 * place of the group is the one that leaves that lag.
 */
export function placeByLag(
  rows: RowBuilder,
  { end, error }: PartitionColumns,
  shareLags: ReadonlyMap<number, number>,
): void {
  for (const [row, lag] of shareLags) {
    const partition = rows.partition[row]!;
    if (error[partition] === 0) rows.committed[row] = Math.max(rows.committed[row]!, end[partition]! - lag);
  }
}
