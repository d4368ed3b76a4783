import { type GroupListing, groupKinds, groupStates } from '../../../domain/kafka/group.ts';
import type { GroupColumns } from '../../../domain/kafka/snapshot.ts';

/** The groups of a snapshot while it is read. */
export interface GroupTable {
  readonly listings: readonly GroupListing[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Starts as listed; renewed when a coordinator has moved. */
  readonly coordinatorId: Int32Array;
  readonly firstRow: Int32Array;
  readonly rowCount: Int32Array;
  readonly error: Int16Array;
}

export function groupTable(listings: readonly GroupListing[]): GroupTable {
  return {
    listings,
    indexOf: new Map(listings.map(({ group }, index) => [group, index])),
    coordinatorId: Int32Array.from(listings, ({ coordinatorId }) => coordinatorId),
    firstRow: new Int32Array(listings.length),
    rowCount: new Int32Array(listings.length),
    error: new Int16Array(listings.length),
  };
}

/** What an answer told about a group. A group that nobody asked about is left out. */
export function settleGroup(
  { indexOf, error, firstRow, rowCount }: GroupTable,
  group: string,
  told: { readonly errorCode: number; readonly firstRow: number; readonly rowCount: number },
): void {
  const index = indexOf.get(group);
  if (index === undefined) return;
  error[index] = told.errorCode;
  firstRow[index] = told.firstRow;
  rowCount[index] = told.rowCount;
}

export function groupColumns({ listings, coordinatorId, firstRow, rowCount, error }: GroupTable): GroupColumns {
  return {
    count: listings.length,
    names: listings.map(({ group }) => group),
    kind: Uint8Array.from(listings, ({ kind }) => groupKinds.indexOf(kind)),
    state: Uint8Array.from(listings, ({ state }) => groupStates.indexOf(state)),
    coordinatorId,
    firstRow,
    rowCount,
    error,
  };
}
