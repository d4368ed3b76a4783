import { rowError } from '../../../domain/kafka/row-error.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { findCoordinators } from '../client/find-coordinators.ts';
import { inRounds } from '../client/rounds.ts';
import { passes, rowCodeOf } from '../client/row-code.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { fetchCommitsOf } from './fetch-commits.ts';
import { GroupQueue } from './group-queue.ts';
import type { GroupTable } from './group-table.ts';
import type { SnapshotTables } from './snapshot-tables.ts';

/** Groups on one coordinator from which a second connection pays: below, opening it costs more than it brings. */
const groupsForSecondLane = 400;
const requestsUnderWay = 2;

/**
 * Reads the commits of every group from its coordinator into rows. A group whose coordinator moves, dies or loads is
 * asked for again where it went; what stays unread has its code in `groups.error`.
 */
export async function readCommits(client: ClusterClient, tables: SnapshotTables): Promise<void> {
  const { groups } = tables;
  const consuming = [...groups.listings.keys()].filter(
    index => groups.listings[index]!.kind !== 'other' && groups.error[index] === 0,
  );
  tables.rows.groupsExpected = consuming.length;
  await inRounds(consuming, client.options, async (left, round) => {
    if (round > 0) await relocate(client, groups, left);
    const byCoordinator = Map.groupBy(left, index => groups.coordinatorId[index]!);
    await Promise.all([...byCoordinator].map(([brokerId, indexes]) => readFrom(client, brokerId, indexes, tables)));
    return left.filter(index => passes(groups.error[index]!));
  });
}

async function readFrom(
  client: ClusterClient,
  brokerId: number,
  indexes: readonly number[],
  tables: SnapshotTables,
): Promise<void> {
  const queue = new GroupQueue(indexes);
  const lanes = indexes.length >= groupsForSecondLane ? [0, 1] : [0];
  const codes = await Promise.all(
    lanes.map(async lane => {
      try {
        const connection = await client.toBroker(brokerId, lane);
        await Promise.all(Array.from({ length: requestsUnderWay }, () => drain(connection, queue, tables)));
        return rowError.connectionLost;
      } catch (error) {
        return rowCodeOf(error);
      }
    }),
  );
  // What is left was never asked for: every lane broke before the queue was empty.
  for (const index of queue.takeAll()) tables.groups.error[index] = codes[0]!;
}

async function drain(connection: BrokerConnection, queue: GroupQueue, tables: SnapshotTables): Promise<void> {
  for (let chunk = queue.take(); chunk.length > 0; chunk = queue.take()) {
    queue.observe(chunk.length, await fetchCommitsOf(connection, chunk, tables));
    if (!connection.isOpen) return;
  }
}

/** Finds the coordinators of groups that could not be read; a failure here leaves them as they are for the next round. */
async function relocate(client: ClusterClient, groups: GroupTable, indexes: readonly number[]): Promise<void> {
  try {
    await client.metadata([]);
    const names = indexes.map(index => groups.listings[index]!.group);
    const found = await client.askAny(connection => findCoordinators(connection, names));
    for (const index of indexes) {
      const coordinator = found.get(groups.listings[index]!.group);
      if (coordinator?.errorCode === 0) groups.coordinatorId[index] = coordinator.brokerId;
    }
  } catch (error) {
    rowCodeOf(error); // rethrows what is not an OperationError
  }
}
