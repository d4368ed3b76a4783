import type { ChangeReport } from '../domain/change/change-report.ts';
import type { ChangeStep } from '../domain/change/plan.ts';

/** Keeps what runs came to, each whole. */
export interface RunReports {
  /** Replaces what an earlier attempt put; answers where it is. */
  put(report: ChangeReport<ChangeStep>): Promise<string>;
}

/** What people are told of a run. */
export type RunNotice =
  | {
      readonly kind: 'approval-wanted';
      readonly runId: string;
      readonly runbook: string;
      readonly requestedBy: string;
      readonly risk: string;
      readonly expiresAt: string;
    }
  | {
      readonly kind: 'ended';
      readonly runId: string;
      readonly runbook: string;
      readonly requestedBy: string;
      readonly outcome: string;
      readonly reasons: readonly string[];
      readonly reportKey: string;
    };

export interface RunNotifier {
  notify(notice: RunNotice): Promise<void>;
}
