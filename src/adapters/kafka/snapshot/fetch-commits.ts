import { OperationError } from '../../../domain/errors.ts';
import { rowError } from '../../../domain/kafka/row-error.ts';
import { rowCodeOf } from '../client/row-code.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { offsetFetch } from '../protocol/generated/offset-fetch.ts';
import { decodeOffsetFetch, offsetFetchVersions } from './decode-offset-fetch.ts';
import { encodeOffsetFetch } from './encode-offset-fetch.ts';
import { settleGroup } from './group-table.ts';
import { fetchShareOffsets } from './share-offsets.ts';
import type { SnapshotTables } from './snapshot-tables.ts';

/**
 * Asks one coordinator for the commits of some groups, by the API of their kind, and puts them into the tables with a
 * code for each group. Returns the bytes received.
 */
export async function fetchCommitsOf(
  connection: BrokerConnection,
  indexes: readonly number[],
  tables: SnapshotTables,
): Promise<number> {
  const { listings } = tables.groups;
  const { share = [], others = [] } = Object.groupBy(indexes, index =>
    listings[index]!.kind === 'share' ? 'share' : 'others',
  );
  const version = Math.min(connection.versionOf(offsetFetch) ?? 0, offsetFetchVersions.max);
  const requests = version < offsetFetchVersions.manyGroupsFrom ? others.map(index => [index]) : [others];
  const received = await Promise.all([
    ...requests.map(
      async asked => await settled(asked, tables, () => fetchOffsets(connection, version, asked, tables)),
    ),
    settled(share, tables, () => fetchShareOffsets(connection, share, tables)),
  ]);
  return received.reduce((sum, bytes) => sum + bytes, 0);
}

/** One request: what goes wrong costs the groups it was for. A group that the answer leaves out could not be read. */
async function settled(
  indexes: readonly number[],
  { groups }: SnapshotTables,
  fetch: () => Promise<number>,
): Promise<number> {
  if (indexes.length === 0) return 0;
  const fail = (code: number): void => {
    for (const index of indexes) groups.error[index] = code;
  };
  fail(rowError.answerUnreadable);
  try {
    return await fetch();
  } catch (error) {
    fail(rowCodeOf(error));
    return 0;
  }
}

/** Many groups a request; one before Kafka 3.0, where all requests are sent at once and answered in order. */
async function fetchOffsets(
  connection: BrokerConnection,
  version: number,
  indexes: readonly number[],
  tables: SnapshotTables,
): Promise<number> {
  if (version < offsetFetchVersions.min)
    throw new OperationError('BrokerTooOld', 'OffsetFetch cannot ask for all topics');
  const names = indexes.map(index => tables.groups.listings[index]!.group);
  const body = encodeOffsetFetch(version, names);
  const frame = await connection.requestFrame(offsetFetch, version, body);
  for (const decoded of decodeOffsetFetch(frame, version, tables.partitions, tables.rows)) {
    settleGroup(tables.groups, decoded.group ?? names[0]!, decoded);
  }
  return frame.bytes.length;
}
