import type { ClusterDescription } from '../domain/kafka/cluster.ts';
import type { GroupDescription, GroupListing } from '../domain/kafka/group.ts';
import type { Snapshot, SnapshotGap } from '../domain/kafka/snapshot.ts';

/** Which groups to read; absent: all. Names that do not exist are told in the snapshot as groups with an error. */
export interface SnapshotRequest {
  readonly groups?: readonly string[];
}

/** Reads committed offsets and log positions. Never writes. */
export interface SnapshotReader {
  /**
   * Rejects with an OperationError only when nothing could be read (no broker, no login); what is missing otherwise is
   * told by the row, the group or the gap it belongs to.
   */
  readSnapshot(request: SnapshotRequest): Promise<Snapshot>;
}

/** Lists and describes groups of every kind, each by its own API. Never writes. */
export interface GroupReader {
  listGroups(): Promise<{ readonly groups: readonly GroupListing[]; readonly gaps: readonly SnapshotGap[] }>;
  /** One description a listing, in the same order. */
  describeGroups(groups: readonly GroupListing[]): Promise<readonly GroupDescription[]>;
}

/** Says what a cluster is and what its brokers allow. Never writes. */
export interface ClusterReader {
  describeCluster(): Promise<ClusterDescription>;
}
