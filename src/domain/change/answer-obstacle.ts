import { OperationError } from '../errors.ts';
import { digestOf, type HashText } from './digest.ts';
import type { ChangeStep } from './plan.ts';
import type { RunStory } from './run-story.ts';
import { summariseStory } from './run-summary.ts';

/** A run that somebody wants to answer, as its journal tells it, and what it asks. */
export interface AnswerableRun<Step extends ChangeStep> {
  readonly story: RunStory<Step>;
  readonly asked: { readonly digest: string; readonly expiresAt: string } | undefined;
}

/** Why nobody can answer the run, neither yes nor no; undefined where somebody can. */
export function findAnswerObstacle<Step extends ChangeStep>(
  { story, asked }: AnswerableRun<Step>,
  nowMs: number,
): OperationError | undefined {
  const { runId, outcome, approvalExpiresAt } = summariseStory(story);
  if (asked === undefined || approvalExpiresAt === undefined) {
    const state = outcome === undefined ? '' : `; it ended: ${outcome}`;
    return new OperationError('ApprovalUnknown', `run ${runId} waits for no answer${state}`);
  }
  if (nowMs < Date.parse(asked.expiresAt)) return undefined;
  return new OperationError(
    'ApprovalOver',
    `run ${runId} waited for an answer until ${asked.expiresAt}; start it again`,
  );
}

/**
 * Why the plan in the journal cannot be approved: it is not the one that the run asks for, or not the one that was
 * looked at elsewhere, where `seen` is the digest of that.
 */
export function findAltered<Step extends ChangeStep>(
  { story: { plan }, asked }: AnswerableRun<Step>,
  seen: string | undefined,
  hash: HashText,
): OperationError | undefined {
  const digest = digestOf(plan, hash);
  const alter = (what: string) => new OperationError('PlanAltered', `run ${plan.planId} ${what}`);
  if (digest !== plan.digest) return alter('has a plan that was altered after it was made; reject it');
  if (digest !== asked?.digest) {
    return alter(`asks for an approval of plan ${asked?.digest ?? ''}, its recorded plan is ${digest}; reject it`);
  }
  if (seen !== undefined && seen !== digest) {
    return alter(`has the plan ${digest}, not ${seen}; look at it with "runs show ${plan.planId}"`);
  }
  return undefined;
}
