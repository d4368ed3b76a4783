import type { Finding } from './finding.ts';
import { canonicalJson, type Json } from './json.ts';
import type { ChangeStep, ObjectState, Plan } from './plan.ts';

/** One finding for each object of the plan: whether it is now as the plan wants it. For a runbook's `verify`. */
export function compareWithPlan<Step extends ChangeStep>(
  { objects }: Pick<Plan<Step>, 'objects'>,
  states: readonly ObjectState[],
): Finding[] {
  const now = stateByObject(states);
  return objects.map(({ object, after }) => {
    const state = now.get(object);
    const isSame = sameState(state, after);
    return {
      object,
      kind: isSame ? 'as-planned' : 'different',
      sentence: isSame ? `${object} is ${describe(after)}` : `${object} is ${describe(state)}, not ${describe(after)}`,
    };
  });
}

export function stateByObject(states: readonly ObjectState[]): ReadonlyMap<string, Json | undefined> {
  return new Map(states.map(({ object, state }) => [object, state]));
}

export function sameState(one: Json | undefined, other: Json | undefined): boolean {
  return (one === undefined) === (other === undefined) && canonicalJson(one) === canonicalJson(other);
}

/** A state inside a sentence. */
export function describe(state: Json | undefined): string {
  return state === undefined ? 'nothing' : canonicalJson(state);
}
