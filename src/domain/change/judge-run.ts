import { isBracketDue } from './brackets.ts';
import { hasMovedOn } from './followed-object.ts';
import type { ChangeStep } from './plan.ts';
import type { RunOutcome } from './run-outcome.ts';
import { checksThatCount, type RunStory } from './run-story.ts';

/** Whether nothing of the plan is left to be done. */
export function isFullyApplied<Step extends ChangeStep>({ before, steps }: RunStory<Step>): boolean {
  return before !== undefined && steps.every(({ kind }) => kind === 'done');
}

/** How a run ends whose story goes no further. */
export function judgeRun<Step extends ChangeStep>(story: RunStory<Step>): RunOutcome {
  if (isFullyApplied(story)) {
    const isAsPlanned = story.findings.length > 0 || story.plan.objects.length === 0;
    const isRead = isAsPlanned && story.findings.every(({ kind }) => kind === 'as-planned');
    return isRead && hasMovedOn(story) ? 'done' : 'not-verified';
  }
  // What may have happened counts as happened: `failed` and `refused` promise that the cluster is as it was.
  const mayHaveChanged = story.steps.some(
    ({ kind }, at) => kind !== 'waiting' && story.plan.steps[at]?.bracket === undefined,
  );
  if (mayHaveChanged || isBracketDue(story)) return 'partly-applied';
  if (story.declined !== undefined) return 'refused';
  return checksThatCount(story).some(({ level }) => level === 'block') ? 'refused' : 'failed';
}
