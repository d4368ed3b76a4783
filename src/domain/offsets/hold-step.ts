import type { AclBinding } from '../acls/acl-binding.ts';
import { shared, without } from '../acls/acl-set.ts';
import type { Check } from '../change/plan.ts';
import type { RunStory, StepProgress } from '../change/run-story.ts';
import { named } from '../lag/figures.ts';
import { block, pass } from './group-checks.ts';
import type { Hold } from './hold.ts';
import type { MoveStep, OffsetStep } from './offset-step.ts';

/** Closes a group to its consumers, or opens it to them again. */
export type HoldStep = {
  readonly objects: readonly string[];
  readonly bracket: 'open' | 'close';
  readonly group: string;
  readonly groupKind?: MoveStep['groupKind'];
  /** When the commits of the plan were read. */
  readonly readAt: string;
  readonly action: 'hold' | 'release';
  /** None: a hold moves nothing. */
  readonly moves: MoveStep['moves'];
  /** What the run creates, and takes away again. */
  readonly bindings: readonly AclBinding[];
  /** What held the group before, and stays. */
  readonly present: readonly AclBinding[];
};

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
  moves: MoveStep['moves'],
): readonly string[] {
  if (hold === undefined || moves.length === 0) return [];
  const denied = [...hold.bindings, ...hold.present].filter(({ permission }) => permission === 'deny');
  const sentence = `holds ${principalsOf(denied)} off the group meanwhile: a consumer that tries to join gets GroupAuthorizationFailed, which most clients take for fatal`;
  return [sentence];
}

/**
 * Whether the ACLs of a group are still those the hold was planned for. What the run itself may have created already is
 * no surprise to it.
 */
export function checkHold(
  { bindings, present, group }: HoldStep,
  progress: StepProgress['kind'],
  acls: readonly AclBinding[],
): Check {
  const name = 'hold-is-as-planned';
  const added = progress === 'waiting' ? shared(bindings, acls) : [];
  if (added.length > 0) {
    return block(name, `somebody has denied the group to ${principalsOf(added)} since the plan; plan again`);
  }
  const gone = without(present, acls);
  if (gone.length > 0) {
    return block(name, `somebody has given the group back to ${principalsOf(gone)} since the plan; plan again`);
  }
  const lost = progress === 'done' ? without(bindings, acls) : [];
  if (lost.length > 0) {
    const sentence = `somebody has given the group back to ${principalsOf(lost)} while the run held it`;
    return { name, level: 'warn', sentence };
  }
  return pass(name, `the ACLs of group ${JSON.stringify(group)} are those of the plan`);
}

const principalsOf = (bindings: readonly AclBinding[]): string => named(bindings.map(({ principal }) => principal));

/** The ACLs that a run has, or may have, created and not taken away. */
export function aclsLeft({ plan, steps }: Pick<RunStory<OffsetStep>, 'plan' | 'steps'>): readonly AclBinding[] {
  const isOpen = plan.steps.some(({ action }, at) => action === 'hold' && steps[at]?.kind !== 'waiting');
  const closing = plan.steps.findIndex(({ action }) => action === 'release');
  const step = plan.steps[closing];
  const isLeft = isOpen && step !== undefined && isHoldStep(step) && steps[closing]?.kind !== 'done';
  return isLeft ? step.bindings : [];
}
