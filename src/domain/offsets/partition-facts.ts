import type { Commit, TopicPartition } from './commit.ts';

/** All a plan has to know about one partition of a group. */
export interface PartitionFacts extends TopicPartition {
  /** 22 base64url characters; empty before Kafka 2.8. A topic deleted and made anew has another one. */
  readonly topicId: string;
  readonly committed?: Commit;
  /** Records after the commit that the group has done all the same: only a share group does. */
  readonly doneRecords?: number;
  readonly log: LogPositions;
  /** The first record at or after the time asked for; absent where there is none, or no time was asked for. */
  readonly offsetAtTime?: number;
}

export interface LogPositions {
  /** The oldest record kept. */
  readonly start: number;
  /** How far read_committed may read; short of `end` while a transaction is open. */
  readonly lastStable: number;
  /** One past the newest record. */
  readonly end: number;
}

/** A topic as the cluster tells it. */
export interface TopicFacts {
  readonly topic: string;
  readonly topicId: string;
  readonly partitions: readonly number[];
  /** Whether this login may read the topic, as a commit needs; absent where the broker does not tell. */
  readonly mayRead?: boolean;
  /** Why the topic could not be described; the rest is then empty. */
  readonly error?: string;
}
