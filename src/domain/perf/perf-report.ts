import type { Delivery } from './delivery-ledger.ts';
import type { Latency } from './latency.ts';
import type { PerfLoad } from './perf-load.ts';
import type { Verdict } from './slo.ts';

/** One second of a load, warm-up included. */
export interface PerfSecond {
  readonly second: number;
  readonly records: number;
  readonly bytes: number;
  readonly failedRecords: number;
  /** From when they were to be sent; undefined where none was acknowledged. */
  readonly p50Ms: number | undefined;
  readonly p99Ms: number | undefined;
  readonly maxMs: number | undefined;
}

export interface ErrorCount {
  /** Kafka's own name, such as NOT_ENOUGH_REPLICAS. */
  readonly error: string;
  readonly count: number;
}

/** What came of reading everything back. */
export interface ReadBack extends Delivery {
  /** Written by others meanwhile. */
  readonly foreign: number;
  /** What could not be read, a sentence each; then losses are no more than what was not read. */
  readonly problems: readonly string[];
}

/** What a load came to. Rates and percentiles are those of the measured part, without the warm-up. */
export interface LoadResult {
  readonly load: PerfLoad;
  readonly startedAt: string;
  readonly isInterrupted: boolean;
  /** From the first measured record to the last acknowledgement. */
  readonly elapsedMs: number;
  readonly warmUpRecords: number;
  readonly acknowledgedRecords: number;
  readonly acknowledgedBytes: number;
  /** Warm-up included. */
  readonly failedRecords: number;
  /** That there was no room or no time for, although they were due. */
  readonly neverSentRecords: number;
  readonly recordsPerSecond: number;
  readonly bytesPerSecond: number;
  /** Of the rate that was asked for; undefined where none was. */
  readonly achievedShare: number | undefined;
  /** From when records were to be sent: what an application that works to a clock sees. */
  readonly latency: Latency | undefined;
  /** From when their request left: what brokers and network take. */
  readonly latencyFromSend: Latency | undefined;
  /** Records that failed for good, by the last error. */
  readonly errors: readonly ErrorCount[];
  /** Batches that were sent again, by the error. */
  readonly retries: readonly ErrorCount[];
  readonly brokers: readonly BrokerShare[];
  /** Undefined where nobody read meanwhile. */
  readonly consumers: ConsumerShare | undefined;
  /** The longest that this process itself did nothing: up to so much of a latency is not the cluster's. */
  readonly longestPauseMs: number;
  readonly seconds: readonly PerfSecond[];
  readonly readBack: ReadBack | undefined;
  readonly verdict: Verdict;
  /** As kafka-producer-perf-test ends, so that scripts go on working. */
  readonly officialLine: string;
}

/** What those read that read while it was written, all together. */
export interface ConsumerShare {
  readonly count: number;
  /** As they came over the network. */
  readonly bytes: number;
  readonly bytesPerSecond: number;
  /** How far the last of them was behind when the load ended. */
  readonly behindRecords: number;
}

export interface BrokerShare {
  readonly brokerId: number;
  readonly records: number;
  readonly bytes: number;
}

export interface PerfTopicFacts {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Made for the load, and removed after it. */
  readonly isOwn: boolean;
}

/** What `perf produce` answers. */
export interface PerfReport {
  readonly kind: 'perf-report';
  readonly clusterId: string;
  readonly brokerCount: number;
  readonly topic: PerfTopicFacts;
  /** One, or one for each rate of a ramp. */
  readonly results: readonly LoadResult[];
  /** Of a ramp: the highest rate that passed. */
  readonly kneeRecordsPerSecond?: number;
  /** Whether the topic is gone, or which run takes it away. */
  readonly cleanUp: CleanUp;
}

export type CleanUp =
  | { readonly kind: 'removed'; readonly runId: string }
  | { readonly kind: 'left'; readonly runId: string; readonly reason: string }
  | { readonly kind: 'not-ours' };
