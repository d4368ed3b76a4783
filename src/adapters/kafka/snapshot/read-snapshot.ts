import type { GroupListing } from '../../../domain/kafka/group.ts';
import { rowError } from '../../../domain/kafka/row-error.ts';
import type { Snapshot } from '../../../domain/kafka/snapshot.ts';
import type { SnapshotRequest } from '../../../ports/cluster-reader.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { type Coordinator, findCoordinators } from '../client/find-coordinators.ts';
import { rowCodeOf } from '../client/row-code.ts';
import { type Listing, listGroups } from '../groups/list-groups.ts';
import { addUncommitted, describeLive } from './add-uncommitted.ts';
import type { LeaderTable } from './decode-leaders.ts';
import { type GroupTable, groupColumns, groupTable } from './group-table.ts';
import { PartitionDictionary } from './partition-dictionary.ts';
import { readCommits } from './read-commits.ts';
import { readLeaders } from './read-leaders.ts';
import { readPositions } from './read-positions.ts';
import { RowBuilder } from './row-builder.ts';
import { placeByLag } from './share-offsets.ts';
import type { SnapshotTables } from './snapshot-tables.ts';

/**
 * Reads a snapshot: list the groups, fetch their commits, then the positions of the partitions they name. The order
 * matters: an end read before a commit would make a live consumer look ahead of its topic.
 */
export async function readSnapshot(client: ClusterClient, { groups: wanted }: SnapshotRequest): Promise<Snapshot> {
  const startedAtMs = client.options.nowMs();
  const listing = await listGroups(client);
  const groups = groupTable(wanted === undefined ? listing.groups : only(wanted, listing.groups));
  if (wanted !== undefined) await explainMissing(client, groups, listing);
  const takenAtMs = client.options.nowMs();
  const partitions = new PartitionDictionary();
  const rows = new RowBuilder();
  const tables: SnapshotTables = { groups, partitions, rows, shareLags: new Map() };
  const [live, known] = await Promise.all([
    describeLive(client, groups),
    // Of a whole fleet nearly every topic is needed: its metadata comes while the commits are read.
    wanted === undefined ? everyTopic(client) : undefined,
    readCommits(client, tables),
  ]);
  addUncommitted(live, tables);
  const { columns, topicIds } = await readPositions(client, partitions, known);
  placeByLag(rows, columns, tables.shareLags);
  return {
    clusterId: listing.clusterId,
    takenAtMs,
    durationMs: client.options.nowMs() - startedAtMs,
    topics: { names: partitions.topics.names, ids: topicIds },
    partitions: columns,
    groups: groupColumns(groups),
    rows: {
      count: rows.count,
      partition: rows.partition.subarray(0, rows.count),
      committed: rows.committed.subarray(0, rows.count),
      error: rows.error.subarray(0, rows.count),
    },
    gaps: listing.gaps,
  };
}

const notListed = -1;

function only(wanted: readonly string[], listed: readonly GroupListing[]): readonly GroupListing[] {
  const byName = new Map(listed.map(listing => [listing.group, listing]));
  return [...new Set(wanted)].map(
    group => byName.get(group) ?? { group, kind: 'unknown', state: 'Unknown', coordinatorId: notListed },
  );
}

/** A group that is asked for but not listed does not exist, or this login may not see it: its coordinator tells which. */
async function explainMissing(client: ClusterClient, groups: GroupTable, listing: Listing): Promise<void> {
  const missing = groups.listings.filter(({ coordinatorId }) => coordinatorId === notListed).map(({ group }) => group);
  if (missing.length === 0) return;
  const found = listing.isWithoutGroups ? undefined : await coordinatorsOf(client, missing);
  for (const group of missing) {
    const { brokerId, errorCode } = found?.get(group) ?? { brokerId: notListed, errorCode: rowError.groupUnknown };
    const listed = listing.silent.get(brokerId) ?? rowError.groupUnknown;
    groups.error[groups.indexOf.get(group)!] = errorCode === 0 ? listed : errorCode;
  }
}

async function coordinatorsOf(
  client: ClusterClient,
  groups: readonly string[],
): Promise<ReadonlyMap<string, Coordinator>> {
  try {
    return await client.askAny(connection => findCoordinators(connection, groups));
  } catch (error) {
    const errorCode = rowCodeOf(error);
    return new Map(groups.map(group => [group, { brokerId: notListed, errorCode }]));
  }
}

/** Undefined where no broker tells: then the topics that are needed are asked for by name. */
async function everyTopic(client: ClusterClient): Promise<LeaderTable | undefined> {
  try {
    return await readLeaders(client, 'all');
  } catch (error) {
    rowCodeOf(error); // rethrows what is not an OperationError
    return undefined;
  }
}
