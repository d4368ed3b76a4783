import { rowError } from '../../../domain/kafka/row-error.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { encodeRequest } from '../protocol/encode.ts';
import { describeShareGroupOffsets } from '../protocol/generated/describe-share-group-offsets.ts';
import { offsetFetch } from '../protocol/generated/offset-fetch.ts';
import { type DecodedGroup, decodeOffsetFetch, offsetFetchVersions } from './decode-offset-fetch.ts';
import type { SnapshotTables } from './snapshot-tables.ts';

/**
 * Asks one coordinator for the commits of some groups, by the API of their kind, and puts them into the tables.
 * Returns the bytes received.
 */
export async function fetchCommitsOf(
  connection: BrokerConnection,
  indexes: readonly number[],
  tables: SnapshotTables,
): Promise<number> {
  const { listings } = tables.groups;
  const share = indexes.filter(index => listings[index]!.kind === 'share');
  const others = share.length === 0 ? indexes : indexes.filter(index => listings[index]!.kind !== 'share');
  const bytes = others.length === 0 ? 0 : await fetchOffsets(connection, others, tables);
  if (share.length > 0) await fetchShareOffsets(connection, share, tables);
  return bytes;
}

async function fetchOffsets(
  connection: BrokerConnection,
  indexes: readonly number[],
  tables: SnapshotTables,
): Promise<number> {
  const version = Math.min(connection.versionOf(offsetFetch) ?? 0, offsetFetchVersions.max);
  if (version < offsetFetchVersions.min) {
    for (const index of indexes) tables.groups.error[index] = rowError.unsupportedByBroker;
    return 0;
  }
  const names = indexes.map(index => tables.groups.listings[index]!.group);
  if (version >= offsetFetchVersions.manyGroupsFrom) {
    const body = encodeRequest(offsetFetch, version, {
      groups: names.map(groupId => ({ groupId, topics: null })),
      requireStable: false,
    });
    const frame = await connection.requestFrame(offsetFetch, version, body);
    const decoded = decodeOffsetFetch(frame, version, tables.partitions, tables.rows);
    for (const group of decoded) settle(tables, tables.groups.indexOf.get(group.group ?? ''), group);
    return frame.bytes.length;
  }
  // Before Kafka 3.0 a request is about one group: all are sent at once and answered in order.
  const received = indexes.map(async (index, at) => {
    const body = encodeRequest(offsetFetch, version, { groupId: names[at]!, topics: null });
    const frame = await connection.requestFrame(offsetFetch, version, body);
    const [group] = decodeOffsetFetch(frame, version, tables.partitions, tables.rows);
    settle(tables, index, group!);
    return frame.bytes.length;
  });
  return (await Promise.all(received)).reduce((sum, bytes) => sum + bytes, 0);
}

function settle({ groups }: SnapshotTables, index: number | undefined, decoded: DecodedGroup): void {
  if (index === undefined) return;
  groups.error[index] = decoded.errorCode;
  groups.firstRow[index] = decoded.firstRow;
  groups.rowCount[index] = decoded.rowCount;
}

/** Share groups commit no offsets: their position is the share-partition start offset (KIP-932). */
async function fetchShareOffsets(
  connection: BrokerConnection,
  indexes: readonly number[],
  { groups, partitions, rows }: SnapshotTables,
): Promise<void> {
  if (connection.versionOf(describeShareGroupOffsets) === undefined) {
    for (const index of indexes) groups.error[index] = rowError.unsupportedByBroker;
    return;
  }
  const answer = await connection.request(describeShareGroupOffsets, {
    groups: indexes.map(index => ({ groupId: groups.listings[index]!.group, topics: null })),
  });
  for (const group of answer.groups) {
    const firstRow = rows.count;
    for (const { topicName, partitions: told } of group.topics) {
      const topic = partitions.topics.indexOf(topicName);
      for (const { partitionIndex, startOffset, errorCode } of told) {
        const error = errorCode === 0 && startOffset < 0n ? rowError.noCommit : errorCode;
        rows.add(partitions.rowOf(topic, partitionIndex), Number(startOffset), error);
      }
    }
    const { errorCode } = group;
    settle({ groups, partitions, rows }, groups.indexOf.get(group.groupId), {
      group: group.groupId,
      errorCode,
      firstRow,
      rowCount: rows.count - firstRow,
    });
  }
}
