/**
 * A snapshot of every group's committed offsets and of the log positions of the partitions they name, as columns:
 * one typed array a field, one row a partition or a group-partition. Names are kept once, in dictionaries; a row refers
 * to them by index. A fleet of 10,000 groups × 2.7 million group-partitions takes 40 MB this way.
 *
 * Offsets are 64-bit in Kafka and doubles here: exact to 2^53 (at a million records a second, 285 years of one
 * partition). A larger value can only come from somebody's commit by hand; it stays larger than every end offset.
 *
 * Rows of a partition that is assigned to a member but never committed to carry rowError.noCommit; they are there as
 * long as the cluster has at most 1,000 groups with members.
 *
 * `error` columns: 0 is none, 1 to 9,999 and −1 are Kafka's own codes, the rest are ours (see row-error.ts). Where
 * `error` is not 0 the other columns of the row hold NO_OFFSET.
 */
export interface Snapshot {
  readonly clusterId: string;
  /** When the first commit was asked for. End offsets are read after the last commit was answered. */
  readonly takenAtMs: number;
  readonly durationMs: number;
  readonly topics: TopicColumns;
  readonly partitions: PartitionColumns;
  readonly groups: GroupColumns;
  readonly rows: GroupPartitionColumns;
  /** What could not be read at all, such as a broker that did not list its groups. The rest of the snapshot stands. */
  readonly gaps: readonly SnapshotGap[];
}

/** The value of an offset column where there is none. Kafka's own: −1 is "no offset" in OffsetFetch and ListOffsets. */
export const NO_OFFSET = -1;

export interface TopicColumns {
  readonly names: readonly string[];
  /** Topic ids as 22 base64url characters; empty where the topic is unknown or the broker is older than 2.8. */
  readonly ids: readonly string[];
}

/** One row a partition that some group has committed to. */
export interface PartitionColumns {
  readonly count: number;
  /** Index into topics. */
  readonly topic: Int32Array;
  readonly partition: Int32Array;
  readonly logStart: Float64Array;
  /** What a read_committed consumer can read up to; equals `end` but for open transactions. */
  readonly lastStable: Float64Array;
  readonly end: Float64Array;
  readonly error: Int16Array;
}

/** One row a group. */
export interface GroupColumns {
  readonly count: number;
  readonly names: readonly string[];
  /** Index into groupKinds. */
  readonly kind: Uint8Array;
  /** Index into groupStates. */
  readonly state: Uint8Array;
  readonly coordinatorId: Int32Array;
  /** The group's rows are rows.…[firstRow] to [firstRow + rowCount − 1]. */
  readonly firstRow: Int32Array;
  readonly rowCount: Int32Array;
  readonly error: Int16Array;
}

/** One row a group and partition, the rows of a group together. Rows that no group refers to are left over: skip them. */
export interface GroupPartitionColumns {
  readonly count: number;
  /** Index into partitions. */
  readonly partition: Int32Array;
  /**
   * The committed offset: the next record the group would read. For a share group the end less the lag that the broker
   * tells, or its start offset where the broker is too old to tell (Kafka 4.1).
   */
  readonly committed: Float64Array;
  readonly error: Int16Array;
}

export interface SnapshotGap {
  /** For example `groups of broker 2`. */
  readonly what: string;
  readonly errorCode: number;
  readonly sentence: string;
}
