import type { TopicPartition } from '../domain/offsets/commit.ts';
import type { LogEntry } from '../domain/records/log-entry.ts';

/** Looks at single records. Never commits, never joins a group. */
export interface RecordReader {
  /**
   * What the logs hold at these offsets, records of open and aborted transactions and markers included; one row a
   * position, in the same order. Never rejects because of a partition: what could not be looked at says why in its row.
   */
  readRecordsAt(positions: readonly RecordPosition[], limits: RecordLimits): Promise<readonly RecordRow[]>;
}

export interface RecordPosition extends TopicPartition {
  readonly offset: number;
  /** How many entries from there on; absent: one. */
  readonly count?: number;
}

export interface RecordLimits {
  readonly withinMs: number;
  /** Of all answers together. */
  readonly maxBytes: number;
  /** What a partition may send with others in one answer; a batch that is larger is asked for by itself. */
  readonly maxBytesPerPartition: number;
  /** What is kept of a key, a value, and of each of the headers. */
  readonly maxContentBytes: number;
}

export interface RecordRow extends RecordPosition {
  /**
   * The first at the offset or after it: compaction leaves gaps, so it can have a later offset. None: the log ends
   * before.
   */
  readonly entries: readonly LogEntry[];
  /** Why it could not be looked at, in one sentence. */
  readonly problem?: string;
}
