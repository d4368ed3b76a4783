import type { Json } from './json.ts';

/** A cluster as a plan names it, and who would act on it. */
export interface ChangeTarget {
  readonly clusterId: string;
  /** The login at the brokers, such as `User:admin`. */
  readonly principal: string;
}

/** What every runbook's world says of itself: the cluster that it reaches, and as whom. */
export interface ChangeWorld {
  readonly target: ChangeTarget;
}

/** What a look at the world says about a plan. One that blocks stops the run before it acts. */
export interface Check {
  /** Stable and kebab-case, such as `group-is-empty`. */
  readonly name: string;
  readonly level: 'pass' | 'warn' | 'block';
  readonly sentence: string;
}

/** One thing the plan changes: as it was when the plan was made, and as it is to be. */
export interface ObjectChange {
  /** Unique in its plan and readable, such as `orders-consumer orders-3`. */
  readonly object: string;
  /** Absent: there was nothing. */
  readonly before?: Json;
  /** Absent: nothing is to be left. */
  readonly after?: Json;
}

/** A thing as it is now. */
export interface ObjectState {
  readonly object: string;
  /** Absent: there is nothing. */
  readonly state?: Json;
}

/** One bounded piece of a plan. A runbook adds what it needs to act, all of it JSON. */
export interface ChangeStep {
  /** Those of the plan's objects that this step changes, by name. */
  readonly objects: readonly string[];
  /**
   * `open`: does something that is only to last while the run does. `close`: takes that away again, whatever became of
   * the steps between. Neither counts as a change of the cluster once both are done.
   */
  readonly bracket?: 'open' | 'close';
}

/** What a runbook plans; the engine makes a plan of it. */
export interface PlanDraft<Step extends ChangeStep> {
  readonly target: ChangeTarget;
  /** The checks as they stood when the plan was made. */
  readonly checks: readonly Check[];
  readonly objects: readonly ObjectChange[];
  readonly steps: readonly Step[];
  /** What can go wrong or is lost, in one sentence: `skips 1 record (offset 41,207, 512 B, written 3 min ago)`. */
  readonly risk: string;
}

/**
 * A change as a value, all of it JSON: what a dry run prints, what an approver reads, what is stored. Its id is also
 * the id of the run that applies it.
 */
export interface Plan<Step extends ChangeStep> extends PlanDraft<Step> {
  readonly planId: string;
  /** The runbook's kind. */
  readonly kind: string;
  readonly createdAt: string;
  /** A run that has not begun by then is refused; one that has may go on. */
  readonly expiresAt: string;
  /** The run that this plan takes back. */
  readonly undoes?: string;
  /** Binds an approval to all of the above: see digest.ts. */
  readonly digest: string;
}
