/** Milliseconds to the hundredth. */
export interface Latency {
  readonly averageMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
  /** Percentile and milliseconds, rising, for a curve. */
  readonly curve: readonly (readonly [percentile: number, ms: number])[];
}
