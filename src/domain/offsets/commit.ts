export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** What a group has stored for a partition: the next record it would read, and what the application keeps beside it. */
export interface Commit {
  readonly offset: number;
  /** Epoch of the leader the last consumed record was read from; consumers prove with it that the log was not cut. */
  readonly leaderEpoch?: number;
  /** Free text of the application; empty where it keeps none. */
  readonly metadata: string;
}

/** A commit by the partition it is for; `commit` is absent where there is none. */
export interface PartitionCommit extends TopicPartition {
  readonly commit?: Commit;
  /** Told of share groups by brokers that count: their start offsets trail what they have done. */
  readonly undoneRecords?: number;
}

/** Whether a group that has one finds the same in the other, to the last letter of the metadata. */
export function areSame(one: Commit | undefined, other: Commit | undefined): boolean {
  return one?.offset === other?.offset && one?.leaderEpoch === other?.leaderEpoch && one?.metadata === other?.metadata;
}

/** Records after the commit that are done all the same, in a partition that ends at `end`. */
export function doneRecordsOf({ commit, undoneRecords }: PartitionCommit, end: number): number {
  if (commit === undefined || undoneRecords === undefined) return 0;
  return Math.max(0, end - undoneRecords - commit.offset);
}

/** A key for maps, and how a partition is written everywhere: `orders:3`. A topic name holds no colon. */
export function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}:${partition}`;
}

/** `offset 41,207`, `no commit`; with what else differs where the offset is the same. */
export function describeCommit(commit: Commit | undefined): string {
  return commit === undefined ? 'no commit' : `offset ${commit.offset}`;
}

export function byTopicAndPartition(a: TopicPartition, b: TopicPartition): number {
  if (a.topic !== b.topic) return a.topic < b.topic ? -1 : 1;
  return a.partition - b.partition;
}
