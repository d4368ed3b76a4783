/** What a log holds at one offset: a record, or the marker that ends a transaction. */
export type LogEntry = LogRecord | TransactionMarker;

interface InLog {
  readonly offset: number;
  /** Absent: the producer gave none. */
  readonly timestampMs?: number;
  /** Whose clock the timestamp is from: the producer's, or the broker's that appended the record. */
  readonly timestampType: 'CreateTime' | 'LogAppendTime';
  readonly batch: BatchSize;
}

/** The batch an entry came in, as it is stored: from it the size of its neighbours can be guessed. */
export interface BatchSize {
  readonly bytes: number;
  /** From the first to the last, gaps included. */
  readonly offsets: number;
}

export interface LogRecord extends InLog {
  readonly kind: 'record';
  /** Uncompressed, all of it: key, value, headers and what surrounds them. */
  readonly sizeBytes: number;
  /** Absent: the record has no key. */
  readonly keyBytes?: number;
  /** Absent: the record has no value, which deletes its key where the topic is compacted. */
  readonly valueBytes?: number;
  readonly headerCount: number;
  readonly isTransactional: boolean;
  readonly content: RecordContent;
}

/** What is in a record. Each part may be cut; the lengths beside it tell. */
export interface RecordContent {
  readonly key?: Uint8Array;
  readonly value?: Uint8Array;
  readonly headers: readonly RecordHeader[];
}

export interface RecordHeader {
  readonly name: string;
  readonly value?: Uint8Array;
}

/** Takes an offset, and no consumer ever sees it. */
export interface TransactionMarker extends InLog {
  readonly kind: 'marker';
  readonly ends: 'commit' | 'abort' | 'other';
}
