import type { GroupDescription } from '../../../domain/kafka/group.ts';
import { rowError } from '../../../domain/kafka/row-error.ts';
import { NO_OFFSET } from '../../../domain/kafka/snapshot.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { describeGroups } from '../groups/describe-groups.ts';
import type { GroupTable } from './group-table.ts';
import { isPartitionNumber } from './partition-dictionary.ts';
import type { SnapshotTables } from './snapshot-tables.ts';

/** Beyond this many groups with members, describing them all would cost more than the snapshot itself. */
const mostGroupsDescribed = 1_000;

const commits: ReadonlySet<string> = new Set(['classic', 'consumer', 'streams', 'unknown']);
const hasNoMembers: ReadonlySet<string> = new Set(['Empty', 'Dead']);

/** Members and assignments of the groups that have any, or nothing where there are too many of them. */
export async function describeLive(
  client: ClusterClient,
  { listings, error }: GroupTable,
): Promise<readonly GroupDescription[]> {
  const live = listings.filter(
    ({ kind, state }, index) => error[index] === 0 && commits.has(kind) && !hasNoMembers.has(state),
  );
  return live.length > mostGroupsDescribed ? [] : await describeGroups(client, live);
}

/**
 * Adds a row with rowError.noCommit for each partition that is assigned to a member but was never committed to. A
 * consumer that hangs on the first record of a partition shows nowhere else: OffsetFetch only tells what was committed.
 */
export function addUncommitted(descriptions: readonly GroupDescription[], tables: SnapshotTables): void {
  for (const description of descriptions) {
    const index = tables.groups.indexOf.get(description.group);
    if (index === undefined || tables.groups.error[index] !== 0) continue;
    const missing = uncommitted(description, index, tables);
    if (missing.length > 0) append(missing, index, tables);
  }
}

function uncommitted(
  { members }: GroupDescription,
  index: number,
  { groups, partitions, rows }: SnapshotTables,
): readonly number[] {
  const first = groups.firstRow[index]!;
  const committed = new Set(rows.partition.subarray(first, first + groups.rowCount[index]!));
  const assigned = members
    .flatMap(({ assignment }) => assignment ?? [])
    .flatMap(({ topic, partitions: numbers }) => {
      const topicIndex = partitions.topics.indexOf(topic);
      return numbers.filter(isPartitionNumber).map(number => partitions.rowOf(topicIndex, number));
    });
  return [...new Set(assigned)].filter(partition => !committed.has(partition));
}

/** The rows of a group stand together: they move to the end, where there is room for more. */
function append(missing: readonly number[], index: number, { groups, rows }: SnapshotTables): void {
  const from = groups.firstRow[index]!;
  const to = from + groups.rowCount[index]!;
  const firstRow = rows.count;
  for (let row = from; row < to; row += 1) rows.add(rows.partition[row]!, rows.committed[row]!, rows.error[row]!);
  for (const partition of missing) rows.add(partition, NO_OFFSET, rowError.noCommit);
  groups.firstRow[index] = firstRow;
  groups.rowCount[index] = rows.count - firstRow;
}
