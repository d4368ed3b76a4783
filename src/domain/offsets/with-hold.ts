import type { AclBinding } from '../acls/acl-binding.ts';
import { isBracketDue } from '../change/brackets.ts';
import type { ChangeStep } from '../change/plan.ts';
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
  const { group, groupKind, readAt, watchMs } = first;
  const kind = groupKind === undefined ? {} : { groupKind };
  const { bindings, present } = hold;
  const step = {
    objects: [],
    group,
    ...kind,
    readAt,
    ...(watchMs === undefined ? {} : { watchMs }),
    moves: [],
    bindings,
    present,
  };
  return [{ ...step, bracket: 'open', action: 'hold' }, ...moves, { ...step, bracket: 'close', action: 'release' }];
}

export function isHoldStep(step: ChangeStep): step is HoldStep {
  return 'action' in step && (step.action === 'hold' || step.action === 'release');
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

/** The ACLs that a run, of whatever kind, has or may have created and not taken away. */
export function aclsLeft(run: Pick<RunStory<ChangeStep>, 'plan' | 'steps'>): readonly AclBinding[] {
  if (!isBracketDue(run)) return [];
  return run.plan.steps.flatMap(step => (step.bracket === 'close' && isHoldStep(step) ? step.bindings : []));
}
