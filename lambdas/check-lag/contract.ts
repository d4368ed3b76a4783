import type { LagTotals, Verdict } from '../../src/domain/lag/verdict.ts';
import type { ClusterEnvironment } from '../kafka-cluster/contract.ts';

/** What the stack gives the function. settings.ts reads it; Lambda knows strings only, so lists are JSON arrays. */
export interface CheckLagEnvironment extends ClusterEnvironment {
  readonly WINDOW_BUCKET: string;
  readonly WINDOW_KEY: string;
  readonly TOPIC_ARN: string;
  /** Thresholds that differ from the product's own. */
  readonly ALLOWED_LAG_RECORDS?: string;
  readonly MINIMUM_SAMPLES?: string;
  readonly STANDSTILL_SECONDS?: string;
  /** JSON arrays of group name patterns, `*` for any letters. Absent: all groups, none, none. */
  readonly INCLUDED_GROUPS?: string;
  readonly EXCLUDED_GROUPS?: string;
  /** Groups that get a metric even while they are OK. */
  readonly METRIC_GROUPS?: string;
}

/** What the schedule sends. EventBridge Scheduler fills the values in; each run of a schedule may come twice. */
export interface CheckLagRequest {
  /** ISO 8601. */
  readonly scheduledTime: string;
  readonly executionId: string;
}

/** What one run came to: bounded, because whoever invokes a function stores what it returns. */
export type CheckLagResult =
  | { readonly kind: 'duplicate'; readonly notes: readonly string[] }
  | {
      readonly kind: 'recorded';
      readonly clusterId: string;
      readonly takenAt: string;
      readonly snapshotMs: number;
      readonly samples: number;
      readonly totals: LagTotals;
      /** Groups that are not OK, worst first, at most `maxGroupsInResult`. */
      readonly worstGroups: readonly GroupInResult[];
      readonly openIncidents: number;
      readonly noticesDelivered: number;
      /** What this run found and got over, such as a window that could not be read. */
      readonly notes: readonly string[];
    };

export interface GroupInResult {
  readonly group: string;
  readonly verdict: Verdict;
  readonly lagRecords: number;
  readonly evidence: string;
}

export const maxGroupsInResult = 20;

/** The function's time limit: less than the schedule's minute, so that two runs hardly ever overlap. */
export const checkLagTimeoutSeconds = 55;
