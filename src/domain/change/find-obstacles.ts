import type { Approval } from './approval.ts';
import { digestOf, type HashText } from './digest.ts';
import type { ChangeStep, ChangeWorld, Check, Plan } from './plan.ts';
import type { RunStory } from './run-story.ts';

export interface ApplyMoment {
  readonly nowMs: number;
  readonly hash: HashText;
  readonly world: ChangeWorld;
}

/** Whether a plan may be applied at all, before anybody looks at the cluster: every reason against it, none if it may. */
export function findObstacles<Step extends ChangeStep>(
  plan: Plan<Step>,
  approval: Approval,
  story: RunStory<Step> | undefined,
  { nowMs, hash, world }: ApplyMoment,
): Check[] {
  const obstacles: Check[] = [];
  const block = (name: string, sentence: string) => obstacles.push({ name, level: 'block', sentence });
  const { clusterId } = world.target;
  if (clusterId !== plan.target.clusterId) {
    block(
      'plan-is-for-this-cluster',
      `plan ${plan.planId} is for cluster ${plan.target.clusterId}, this is ${clusterId}`,
    );
  }
  if (digestOf(plan, hash) !== plan.digest) {
    block('plan-is-unaltered', `plan ${plan.planId} was altered after it was made; make a new one`);
  }
  if (approval.digest !== plan.digest) {
    block('plan-is-approved', `${approval.person} approved another version of plan ${plan.planId}; show this one`);
  }
  if (story !== undefined && story.plan.digest !== plan.digest) {
    block('plan-is-the-recorded-one', `run ${plan.planId} was begun with another version of its plan; resume the run`);
  }
  // Half a change is worse than an old one: what has begun may go on, and is checked again before it does.
  if (story?.before === undefined && nowMs >= Date.parse(plan.expiresAt)) {
    block('plan-is-fresh', `plan ${plan.planId} expired at ${plan.expiresAt}; make a new one`);
  }
  return obstacles;
}
