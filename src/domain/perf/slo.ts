import type { Delivery } from './delivery-ledger.ts';
import type { Latency } from './latency.ts';

/** What a load has to reach to pass. */
export interface Slo {
  /** Of what was asked for, such as 0.995. */
  readonly leastAchievedShare: number;
  /** The slowest that a percentile may be, from when records were to be sent. */
  readonly latencies: readonly LatencyLimit[];
}

export interface LatencyLimit {
  readonly percentile: 'p50' | 'p95' | 'p99' | 'p99.9' | 'max';
  readonly mostMs: number;
}

/** What a verdict rests on. */
export interface Measured {
  readonly failedRecords: number;
  readonly achievedShare: number | undefined;
  readonly latency: Latency | undefined;
  readonly delivery: Delivery | undefined;
  readonly isInterrupted: boolean;
}

export interface Verdict {
  /** Interrupted: nothing was wrong until then, and nobody knows of the rest. */
  readonly kind: 'passed' | 'interrupted' | 'failed';
  /** Everything that was not reached, a sentence each. */
  readonly reasons: readonly string[];
}

/** The share below which a cluster does not keep up, unless somebody says another one. */
export const usualAchievedShare = 0.995;

export function judge(slo: Slo, measured: Measured): Verdict {
  const { failedRecords, achievedShare, latency, delivery, isInterrupted } = measured;
  const reasons: string[] = [];
  if (failedRecords > 0) reasons.push(`${count(failedRecords)} could not be written`);
  // One that was interrupted in its warm-up has not begun.
  const hasBegun = latency !== undefined || !isInterrupted;
  if (latency === undefined && hasBegun) reasons.push('no record was acknowledged');
  if (hasBegun && achievedShare !== undefined && achievedShare < slo.leastAchievedShare) {
    reasons.push(`${percent(achievedShare)} of the rate was achieved, less than ${percent(slo.leastAchievedShare)}`);
  }
  for (const { percentile, mostMs } of slo.latencies) {
    const reachedMs = latency === undefined ? undefined : latency[fieldOf[percentile]];
    if (reachedMs !== undefined && reachedMs > mostMs) {
      reasons.push(`${percentile} is ${reachedMs} ms, more than ${mostMs} ms`);
    }
  }
  if (delivery !== undefined) {
    if (delivery.lost > 0) reasons.push(`${count(delivery.lost)} lost: acknowledged and not in the topic`);
    if (delivery.duplicates > 0) reasons.push(`${count(delivery.duplicates)} in the topic more than once`);
    if (delivery.outOfOrder > 0) reasons.push(`${count(delivery.outOfOrder)} out of order within a partition`);
  }
  if (reasons.length > 0) return { kind: 'failed', reasons };
  return { kind: isInterrupted ? 'interrupted' : 'passed', reasons };
}

const fieldOf = { p50: 'p50Ms', p95: 'p95Ms', p99: 'p99Ms', 'p99.9': 'p999Ms', max: 'maxMs' } as const;

const count = (records: number): string => `${records} record${records === 1 ? '' : 's'}`;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
