import type { Commit, PartitionCommit, TopicPartition } from '../domain/offsets/commit.ts';
import type { LogPositions, TopicFacts } from '../domain/offsets/partition-facts.ts';
import type { StepGroupKind } from '../domain/offsets/step-group-kind.ts';
import type { RecordReader } from './record-reader.ts';

/** Reads what a move of offsets has to know. Never writes, and never makes a group or a topic by asking for it. */
export interface OffsetReader {
  /**
   * All that the group has stored, of topics this login may describe. A commit inside an open transaction is told as a
   * problem of its partition: it is about to change. Rejects where the coordinator refuses.
   */
  readCommits(group: string, groupKind?: StepGroupKind): Promise<CommitsRead>;
  /** Names of all topics that this login may describe. */
  listTopics(): Promise<readonly string[]>;
  /** One row a name, in the same order. */
  readTopics(names: readonly string[]): Promise<readonly TopicFacts[]>;
  /** One row a partition, in the same order. With `atMs` also the first record at that time or after it. */
  readLog(partitions: readonly TopicPartition[], atMs?: number): Promise<readonly LogRow[]>;
  /** What this login may do with the group; undefined where the broker does not tell. */
  readGroupRights(group: string): Promise<GroupRights | undefined>;
}

export interface CommitsRead {
  readonly commits: readonly PartitionCommit[];
  readonly problems: readonly PartitionProblem[];
}

export interface PartitionProblem extends TopicPartition {
  /** One sentence. */
  readonly problem: string;
}

export interface LogRow extends TopicPartition {
  readonly log: LogPositions;
  readonly offsetAtTime?: number;
  /** Why the partition could not be read; the rest is then worth nothing. */
  readonly problem?: string;
}

export interface GroupRights {
  /** Read on the group: to commit. */
  readonly mayCommit: boolean;
  /** Delete on the group: to delete a commit. */
  readonly mayDelete: boolean;
}

/**
 * Writes the offsets of a group through its coordinator without joining it, as no member of it. The coordinator refuses
 * while the group has members. Nothing is sent twice: both calls reject, retryable, where the answer is lost or the coordinator
 * is not ready, and then it may have taken effect or not.
 */
export interface OffsetWriter {
  /** One row a commit, in the same order. */
  writeCommits(
    group: string,
    commits: readonly CommitToWrite[],
    groupKind?: StepGroupKind,
  ): Promise<readonly WrittenRow[]>;
  deleteCommits(
    group: string,
    partitions: readonly TopicPartition[],
    groupKind?: StepGroupKind,
  ): Promise<readonly WrittenRow[]>;
}

export interface CommitToWrite extends TopicPartition {
  readonly commit: Commit;
}

export interface WrittenRow extends TopicPartition {
  /** Absent: the coordinator accepted it. */
  readonly refusal?: string;
}

export type OffsetCluster = OffsetReader & OffsetWriter & RecordReader;
