import type { GroupListing } from '../../../domain/kafka/group.ts';
import { rowError } from '../../../domain/kafka/row-error.ts';
import type { Snapshot } from '../../../domain/kafka/snapshot.ts';
import type { SnapshotRequest } from '../../../ports/cluster-reader.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { findCoordinators } from '../client/find-coordinators.ts';
import { listGroups } from '../groups/list-groups.ts';
import { addUncommitted, describeLive } from './add-uncommitted.ts';
import { groupColumns, groupTable } from './group-table.ts';
import { PartitionDictionary } from './partition-dictionary.ts';
import { readCommits } from './read-commits.ts';
import { readPositions } from './read-positions.ts';
import { RowBuilder } from './row-builder.ts';

/**
 * Reads a snapshot: list the groups, fetch their commits, then the positions of the partitions they name. The order
 * matters: an end read before a commit would make a live consumer look ahead of its topic.
 */
export async function readSnapshot(client: ClusterClient, { groups: wanted }: SnapshotRequest): Promise<Snapshot> {
  const takenAtMs = client.options.nowMs();
  const { clusterId } = await client.metadata([]);
  // Of a whole fleet nearly every topic is needed: its metadata comes while the commits are read.
  const allTopics = wanted === undefined ? client.metadata('all').then(({ topics }) => topics) : undefined;
  allTopics?.catch(() => undefined);
  const { groups: listed, gaps } = await listGroups(client);
  const groups = groupTable(wanted === undefined ? listed : only(wanted, listed));
  if (wanted !== undefined) await explainMissing(client, groups);
  const partitions = new PartitionDictionary();
  const rows = new RowBuilder();
  const tables = { groups, partitions, rows };
  const [live] = await Promise.all([describeLive(client, groups.listings), readCommits(client, tables)]);
  addUncommitted(live, tables);
  const { columns, topicIds } = await readPositions(client, partitions, allTopics);
  return {
    clusterId,
    takenAtMs,
    durationMs: client.options.nowMs() - takenAtMs,
    topics: { names: partitions.topics.names, ids: topicIds },
    partitions: columns,
    groups: groupColumns(groups),
    rows: {
      count: rows.count,
      partition: rows.partition.subarray(0, rows.count),
      committed: rows.committed.subarray(0, rows.count),
      error: rows.error.subarray(0, rows.count),
    },
    gaps,
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
async function explainMissing(client: ClusterClient, groups: ReturnType<typeof groupTable>): Promise<void> {
  const missing = groups.listings.filter(({ coordinatorId }) => coordinatorId === notListed).map(({ group }) => group);
  if (missing.length === 0) return;
  const found = await findCoordinators(await client.toAnyBroker(), missing);
  for (const group of missing) {
    const code = found.get(group)?.errorCode ?? 0;
    groups.error[groups.indexOf.get(group)!] = code === 0 ? rowError.groupUnknown : code;
  }
}
