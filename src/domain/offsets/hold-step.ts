import type { AclBinding } from '../acls/acl-binding.ts';
import { shared, without } from '../acls/acl-set.ts';
import type { Check } from '../change/plan.ts';
import type { StepProgress } from '../change/step-progress.ts';
import { named } from '../lag/figures.ts';
import { block, pass } from './group-checks.ts';
import type { OffsetMove } from './move.ts';
import type { StepGroupKind } from './step-group-kind.ts';

/** Closes a group to its consumers, or opens it to them again. */
export type HoldStep = {
  readonly objects: readonly string[];
  readonly bracket: 'open' | 'close';
  readonly group: string;
  readonly groupKind?: StepGroupKind;
  /** When the commits of the plan were read. */
  readonly readAt: string;
  readonly watchMs?: number;
  readonly action: 'hold' | 'release';
  /** None: a hold moves nothing. */
  readonly moves: readonly OffsetMove[];
  /** What the run creates, and takes away again. */
  readonly bindings: readonly AclBinding[];
  /** What held the group before, and stays. */
  readonly present: readonly AclBinding[];
};

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

export function principalsOf(bindings: readonly AclBinding[]): string {
  return named(bindings.map(({ principal }) => principal));
}
