import type { Finding } from './finding.ts';
import type { FollowedObject } from './followed-object.ts';
import type { ChangeStep, Check, Plan } from './plan.ts';
import type { RunOutcome } from './run-outcome.ts';
import { beginStory, checksThatCount, type RunStory, type StepProgress } from './run-story.ts';

/** What a run came to. */
export interface ChangeReport<Step extends ChangeStep> {
  readonly runId: string;
  /** Undefined for a run that has not ended. */
  readonly outcome: RunOutcome | undefined;
  /** Everything that stands between the run and `done`, a sentence each. */
  readonly reasons: readonly string[];
  readonly checks: readonly Check[];
  readonly steps: readonly StepProgress[];
  readonly findings: readonly Finding[];
  readonly plan: Plan<Step>;
  /** Only where somebody asked to watch. What is watched before the run has ended is part of its outcome. */
  readonly followed?: readonly FollowedObject[];
}

export function reportRun<Step extends ChangeStep>(story: RunStory<Step>): ChangeReport<Step> {
  const { plan, steps, findings, failure, declined, followed, ended } = story;
  const checks = checksThatCount(story);
  const reasons = [
    ...checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence),
    ...(declined === undefined ? [] : [`${declined.person} declined it: ${declined.reason}`]),
    ...(failure === undefined ? [] : [failure]),
    ...findings.filter(({ kind }) => kind !== 'as-planned').map(({ sentence }) => sentence),
    ...(followed ?? []).filter(({ movedTo }) => movedTo === undefined).map(({ sentence }) => sentence),
  ];
  const report = { runId: plan.planId, outcome: ended?.outcome, reasons, checks, steps, findings, plan };
  return followed === undefined ? report : { ...report, followed };
}

/** Of a run that was not let in: this attempt leaves no trace in its journal. */
export function reportRefusal<Step extends ChangeStep>(
  plan: Plan<Step>,
  obstacles: readonly Check[],
  story: RunStory<Step> = beginStory(plan, plan.createdAt),
): ChangeReport<Step> {
  return { ...reportRun({ ...story, plan, checks: obstacles, failure: undefined, findings: [] }), outcome: 'refused' };
}
