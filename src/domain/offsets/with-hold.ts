import type { AclBinding } from '../acls/acl-binding.ts';
import type { RunStory } from '../change/run-story.ts';
import type { Hold } from './hold.ts';
import { type HoldStep, principalsOf } from './hold-step.ts';
import type { OffsetMove } from './move.ts';
import type { MoveStep, OffsetStep } from './offset-step.ts';

/** The steps with the hold around them, where one is asked for; nothing is held for a plan that moves nothing. */
export function withHold(
  hold: Pick<Hold, 'bindings' | 'present'> | undefined,
  moves: readonly MoveStep[],
): readonly OffsetStep[] {
  const [first] = moves;
  if (hold === undefined || first === undefined) return moves;
  const { group, groupKind, readAt } = first;
  const kind = groupKind === undefined ? {} : { groupKind };
  const { bindings, present } = hold;
  const step = { objects: [], group, ...kind, readAt, moves: [], bindings, present };
  return [{ ...step, bracket: 'open', action: 'hold' }, ...moves, { ...step, bracket: 'close', action: 'release' }];
}

export function isHoldStep(step: OffsetStep): step is HoldStep {
  return step.action === 'hold' || step.action === 'release';
}

/** What a hold does to people, for the risk of a plan that moves something. */
export function holdRisk(
  hold: Pick<Hold, 'bindings' | 'present'> | undefined,
  moves: readonly OffsetMove[],
): readonly string[] {
  if (hold === undefined || moves.length === 0) return [];
  const denied = [...hold.bindings, ...hold.present].filter(({ permission }) => permission === 'deny');
  const sentence = `holds ${principalsOf(denied)} off the group meanwhile: a consumer that tries to join gets GroupAuthorizationFailed, which most clients take for fatal`;
  return [sentence];
}

/** The ACLs that a run has, or may have, created and not taken away. */
export function aclsLeft({ plan, steps }: Pick<RunStory<OffsetStep>, 'plan' | 'steps'>): readonly AclBinding[] {
  const isOpen = plan.steps.some(({ action }, at) => action === 'hold' && steps[at]?.kind !== 'waiting');
  const closing = plan.steps.findIndex(({ action }) => action === 'release');
  const step = plan.steps[closing];
  const isLeft = isOpen && step !== undefined && isHoldStep(step) && steps[closing]?.kind !== 'done';
  return isLeft ? step.bindings : [];
}
