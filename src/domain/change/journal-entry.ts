import type { Finding } from './finding.ts';
import type { FollowedObject } from './followed-object.ts';
import type { Json } from './json.ts';
import type { ChangeStep, Check, ObjectState, Plan } from './plan.ts';
import type { RunOutcome } from './run-outcome.ts';
import type { StepFate } from './step-outcome.ts';

/** What is written down of a run, in the order it happens. `step` is the place of a step in the plan, from 0. */
export type RunEvent<Step extends ChangeStep = ChangeStep> =
  /** Recorded where the plan waits for others: who wanted it, and what they asked for. */
  | { readonly kind: 'planned'; readonly plan: Plan<Step>; readonly requestedBy?: string; readonly request?: Json }
  /** The run stands still until somebody answers, or until then. */
  | { readonly kind: 'approval-asked'; readonly expiresAt: string }
  /** Nobody may act: somebody said no, or nobody said anything in time. */
  | { readonly kind: 'declined'; readonly person: string; readonly reason: string }
  /** A process took the run up: the first, or one that goes on where another one was ended. */
  | { readonly kind: 'started'; readonly person: string; readonly approvedBy: string }
  | { readonly kind: 'checked'; readonly checks: readonly Check[] }
  /** The objects as they were found right before the first step: what an undo goes by. */
  | { readonly kind: 'before'; readonly states: readonly ObjectState[] }
  | { readonly kind: 'step-begun'; readonly step: number }
  /** `found`: an earlier process had done it and was ended before it could write so. */
  | { readonly kind: 'step-done'; readonly step: number; readonly how: 'acted' | 'found'; readonly detail?: Json }
  | {
      readonly kind: 'step-failed';
      readonly step: number;
      readonly fate: StepFate;
      readonly sentence: string;
      readonly detail?: Json;
    }
  /** A process ended, or could not go on, between two steps. */
  | { readonly kind: 'interrupted'; readonly sentence: string }
  | { readonly kind: 'verified'; readonly findings: readonly Finding[] }
  /** Somebody wanted to see the owners of what was changed go on from there. */
  | { readonly kind: 'followed'; readonly followed: readonly FollowedObject[] }
  | { readonly kind: 'ended'; readonly outcome: RunOutcome };

/** One line of a journal. */
export interface JournalEntry<Step extends ChangeStep = ChangeStep> {
  readonly runId: string;
  /** From 1, without a gap. */
  readonly number: number;
  readonly at: string;
  /** Of the lock that its writer held. */
  readonly fencingToken: number;
  readonly event: RunEvent<Step>;
}
