import { describe, sameState, stateByObject } from './compare.ts';
import type { ChangeStep, Check, ObjectState } from './plan.ts';
import type { RunStory } from './run-story.ts';

/**
 * One check that blocks for each object that is neither as the plan found it nor as the steps done so far left it. A
 * step that was begun and not seen to be done leaves both open.
 */
export function findMovedObjects<Step extends ChangeStep>(
  { plan, steps }: Pick<RunStory<Step>, 'plan' | 'steps'>,
  states: readonly ObjectState[],
): Check[] {
  const now = stateByObject(states);
  const progressOf = Map.groupBy(
    plan.steps.flatMap(({ objects }, at) => objects.map(object => ({ object, kind: steps[at]!.kind }))),
    ({ object }) => object,
  );
  return plan.objects.flatMap(({ object, before, after }) => {
    const progress = progressOf.get(object) ?? [];
    const isUntouched = progress.every(({ kind }) => kind === 'waiting');
    const isFinished = !isUntouched && progress.every(({ kind }) => kind === 'done');
    const allowed = isUntouched ? [before] : isFinished ? [after] : [before, after];
    const state = now.get(object);
    if (allowed.some(expected => sameState(expected, state))) return [];
    const expected = allowed.map(describe).join(' or ');
    const sentence = `${object} is ${describe(state)} now, and was to be ${expected}; make a new plan`;
    return [{ name: 'object-has-not-moved', level: 'block', sentence }];
  });
}
