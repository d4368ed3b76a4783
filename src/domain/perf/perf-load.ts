import type { KeyShape } from './record-keys.ts';
import type { SizeShare } from './record-sizes.ts';
import type { Amount } from './schedule.ts';
import type { Slo } from './slo.ts';

export const compressions = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
export type Compression = (typeof compressions)[number];

/** How the producer sends, in Kafka's own terms. */
export interface ProducerSettings {
  readonly acks: 'all' | '1';
  readonly isIdempotent: boolean;
  readonly compression: Compression;
  readonly lingerMs: number;
  readonly batchBytes: number;
  readonly maxInFlight: number;
  /** What waits for brokers may take this much memory. */
  readonly bufferBytes: number;
  readonly deliveryTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/** What is sent. */
export interface Workload {
  readonly sizes: readonly SizeShare[];
  /** Undefined: records have no key and go to one partition for a batch at a time. */
  readonly keys: KeyShape | undefined;
  /** The share of each value that compresses to nothing: 0 is random bytes. */
  readonly compressibility: number;
  readonly seed: number;
}

/** A load on one topic. */
export interface PerfLoad {
  /** Undefined: as fast as the cluster takes records. */
  readonly recordsPerSecond: number | undefined;
  readonly amount: Amount;
  readonly workload: Workload;
  readonly producer: ProducerSettings;
  readonly slo: Slo;
  /** How many read everything while it is written. */
  readonly consumers: number;
  readonly readsBack: boolean;
}

/** Where the load goes: a topic made for it and removed afterwards, or one that is there and stays. */
export type PerfTopic =
  | {
      readonly kind: 'own';
      readonly name: string | undefined;
      readonly partitions: number;
      /** Undefined: three, or as many as there are brokers. */
      readonly replicationFactor: number | undefined;
      readonly settings: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'existing'; readonly name: string };

/** Rates that are tried one after the other until the cluster no longer keeps up. */
export interface Ramp {
  readonly recordsPerSecond: readonly number[];
}

export interface PerfRequest {
  readonly topic: PerfTopic;
  /** Names that look like production are taken. */
  readonly isForced: boolean;
  readonly load: PerfLoad;
  readonly ramp: Ramp | undefined;
}
