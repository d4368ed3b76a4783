import type { Commit, TopicPartition } from './commit.ts';
import type { HoldRequest } from './hold.ts';
import type { TopicChoice } from './topic-choice.ts';

/** Where the partitions of a group are to be moved. */
export type OffsetTarget =
  | { readonly kind: 'earliest' }
  | { readonly kind: 'latest' }
  /** The end of the last transaction that is over: as far as a read_committed consumer can read. */
  | { readonly kind: 'last-stable' }
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'shift'; readonly byRecords: number }
  /** The first record written at this time or after it. */
  | { readonly kind: 'time'; readonly timestampMs: number }
  /** Where the group is; the end of the log for partitions without a commit. */
  | { readonly kind: 'current' }
  /** One past the record the group would read next. With `expectedOffset` only if that is the record. */
  | { readonly kind: 'skip-record'; readonly expectedOffset?: number }
  /** Where a run found a group, or left it: that group or another one. */
  | { readonly kind: 'run'; readonly runId: string; readonly positions: RunPositions }
  /** Where another group is. */
  | { readonly kind: 'group'; readonly group: string }
  /** Given positions, from a map or a file. */
  | { readonly kind: 'positions'; readonly from: string; readonly positions: readonly Position[] }
  /** As it was before a run: what undo asks for. */
  | { readonly kind: 'restore'; readonly runId: string; readonly rows: readonly RestoredRow[] };

export type RunPositions = 'before' | 'after';

export interface Position extends TopicPartition {
  readonly offset: number;
  /** Of the topic the offset was read in: made anew, it has other records there. Absent: nobody knows. */
  readonly topicId?: string;
  /** Given by our own JSON only; absent: what the partition has now is kept. */
  readonly metadata?: string;
  readonly leaderEpoch?: number;
}

export interface RestoredRow extends TopicPartition {
  /** Of the topic the run found. */
  readonly topicId: string;
  /** Before the run; absent: there was no commit. */
  readonly before?: Commit;
  /** What the run left behind: anything else now means that somebody has moved on since. */
  readonly after?: Commit;
}

export interface OffsetResetRequest {
  readonly group: string;
  readonly target: OffsetTarget;
  /** Which partitions. Targets that name their partitions are narrowed by it. */
  readonly scope: OffsetScope;
  /** What becomes of a position outside the log. */
  readonly outOfRange: 'refuse' | 'clamp';
  /** What becomes of a partition that holds no record at or after the time asked for. */
  readonly noRecord: 'refuse' | 'end';
  /** A Kafka Streams application is moved only if somebody says that its state and internal topics stay. */
  readonly internalTopics?: 'leave';
  /** A group that may be waiting for an open transaction is moved on only if somebody says that it is not. */
  readonly openTransactions?: 'ignore';
  /** How long its commits have to stand still before they are moved; absent: as long as whoever applies it says. */
  readonly watchMs?: number;
  /** Keeps the consumers of the group from starting while the run lasts. */
  readonly hold?: HoldRequest;
}

export type OffsetScope =
  /** All partitions the group has a commit for, or all that the target names. */
  | { readonly kind: 'all' }
  /** Every partition of each topic the group reads: those it has commits for and those its members subscribe to. */
  | { readonly kind: 'subscribed' }
  | { readonly kind: 'topics'; readonly choices: readonly TopicChoice[] };
