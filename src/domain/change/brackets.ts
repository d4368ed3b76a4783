import type { ChangeStep } from './plan.ts';
import type { RunStory } from './run-story.ts';

/** Whether something was opened, or may have been, that is not closed yet. */
export function isBracketDue<Step extends ChangeStep>({
  plan,
  steps,
}: Pick<RunStory<Step>, 'plan' | 'steps'>): boolean {
  const kinds = (bracket: ChangeStep['bracket']) => steps.filter((_, at) => plan.steps[at]?.bracket === bracket);
  return kinds('open').some(({ kind }) => kind !== 'waiting') && kinds('close').some(({ kind }) => kind !== 'done');
}
