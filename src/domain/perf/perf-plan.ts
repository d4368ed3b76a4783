import type { Check } from '../change/plan.ts';
import type { PerfLoad } from './perf-load.ts';
import type { PerfTopicFacts } from './perf-report.ts';

/** What a dry run answers: a load, where it goes, how much it writes, and what speaks against it. */
export interface PerfPlan {
  readonly kind: 'perf-plan';
  readonly clusterId: string;
  readonly brokerCount: number;
  readonly topic: PerfTopicFacts & { readonly settings: Readonly<Record<string, string>> };
  /** One, or one for each rate of a ramp. */
  readonly loads: readonly PerfLoad[];
  readonly checks: readonly Check[];
  /** At most, before compression. */
  readonly bytes: number;
  readonly bytesWithCopies: number;
  readonly risk: string;
}
