import type { ProducerSettings } from '../domain/perf/perf-load.ts';

/** What became of a batch of records, all of one partition and in order. */
export interface BatchOutcome {
  readonly partition: number;
  /** The leader that answered last; undefined: none ever did. */
  readonly brokerId: number | undefined;
  readonly firstSequence: number;
  readonly recordCount: number;
  /** Keys and values, before compression. */
  readonly payloadBytes: number;
  /** When each record was to be sent. */
  readonly intendedMs: Float64Array;
  /** From this one on records count; `recordCount`: none does. */
  readonly measuredFrom: number;
  /** When the request left that was answered last. */
  readonly sentMs: number;
  readonly endedMs: number;
  /** Kafka's own name for why it failed for good, or NOT_SENT where nobody tried; absent: acknowledged. */
  readonly error?: string;
}

export interface ProducerEvents {
  readonly onBatch: (outcome: BatchOutcome) => void;
  /** A batch is sent again. */
  readonly onRetry: (error: string) => void;
}

export interface LoadProducerRequest {
  readonly topic: string;
  readonly settings: ProducerSettings;
  /** What the values are cut out of. */
  readonly filler: Uint8Array;
  /** Of this run, in each record. */
  readonly tag: number;
}

/**
 * Sends numbered records as fast as it is offered them. All times are of one clock that never goes back, in
 * milliseconds.
 */
export interface LoadProducer {
  readonly partitionCount: number;
  /**
   * Takes one record; false: there is no room for it now. Without a key it goes to one partition until its batch is
   * closed, with one to the partition of the key.
   */
  readonly offer: (valueBytes: number, intendedMs: number, isMeasured: boolean, key: number | undefined) => boolean;
  /** To be called again and again: closes batches that have waited, gives up those that are too late, sends. */
  readonly tick: () => void;
  /** Records that were taken and whose fate is not told. */
  readonly outstandingRecords: () => number;
  /** Tells all that was taken and not sent as failed; what is under way is still awaited. */
  readonly giveUp: () => void;
}

/** Opens producers. Rejects with TopicUnknown. */
export interface LoadProducers {
  openProducer(request: LoadProducerRequest, events: ProducerEvents): Promise<LoadProducer>;
}
