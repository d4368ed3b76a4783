import type { Finding } from './finding.ts';
import type { ChangeStep, Check, ObjectState, Plan, PlanDraft } from './plan.ts';
import type { RunStory, StepProgress } from './run-story.ts';
import type { StepFate, StepOutcome } from './step-outcome.ts';

/**
 * One kind of change. It brings these functions and nothing else: locking, journal, approval, resuming and reports are
 * the engine's. `World` is what the runbook reads and acts through: a target and ports, nothing of its own.
 */
export interface Runbook<Request, Step extends ChangeStep, World> {
  /** Stable and kebab-case, such as `offset-reset`. */
  readonly kind: string;
  /** Reads only. What is wrong already becomes a check that blocks, so that all reasons are told at once. */
  readonly plan: (request: Request, world: World) => Promise<PlanDraft<Step>>;
  /**
   * Reads the plan's objects as they are now, in any order; one left out does not exist. The engine compares them with
   * the plan before it acts, in the form `before` and `after` have.
   */
  readonly observe: (plan: Plan<Step>, world: World) => Promise<readonly ObjectState[]>;
  /**
   * Reads only; run right before acting, also by a process that goes on with a run: `progress` tells of each step how far
   * it is, and is left out while there is no run. That the objects did not move is the engine's own check.
   */
  readonly check: (plan: Plan<Step>, world: World, progress?: readonly StepProgress[]) => Promise<readonly Check[]>;
  /** Does one step. May reject: the engine then asks `settle`. */
  readonly act: (step: Step, world: World) => Promise<StepOutcome>;
  /** Reads only: what became of a step that was begun and is not known to be done. */
  readonly settle: (step: Step, world: World) => Promise<StepFate>;
  /** Reads back from the brokers what the run has left there: one finding an object, `compareWithPlan` helps. */
  readonly verify: (plan: Plan<Step>, world: World) => Promise<readonly Finding[]>;
  /**
   * Reads only: plans the way back from what the run recorded. Steps of the story that are not done may still have
   * taken effect. Where somebody has moved on since, a check that blocks tells the difference.
   */
  readonly undo: (story: RunStory<Step>, world: World) => Promise<PlanDraft<Step>>;
}
