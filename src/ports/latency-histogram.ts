import type { Latency } from '../domain/perf/latency.ts';

/** Counts latencies so finely that any percentile can be told to three digits. */
export interface LatencyHistogram {
  readonly record: (ms: number, count?: number) => void;
  /** Undefined where nothing was recorded. */
  readonly summary: () => Latency | undefined;
  readonly reset: () => void;
}

export type OpenHistogram = () => LatencyHistogram;
