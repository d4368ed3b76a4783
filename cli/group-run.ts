import type { ChangeReport } from '../src/domain/change/change-report.ts';
import type { ChangeStep, Plan } from '../src/domain/change/plan.ts';
import type { OperationError } from '../src/domain/errors.ts';

/** One of several plans of a command, or why it could not be made. */
export type GroupPlan<Step extends ChangeStep> =
  | { readonly group: string; readonly plan: Plan<Step> }
  | { readonly group: string; readonly failure: OperationError };

/** What came of one of them; `runId` is absent where there was no plan to run. */
export type GroupRun<Step extends ChangeStep> =
  | { readonly group: string; readonly report: ChangeReport<Step> }
  | { readonly group: string; readonly runId?: string; readonly failure: OperationError };
