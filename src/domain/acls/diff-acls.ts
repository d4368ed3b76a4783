import type { AclBinding } from './acl-binding.ts';
import { without } from './acl-set.ts';

/** A principal, and bindings among which its own are found. */
export interface PrincipalAcls {
  readonly principal: string;
  readonly bindings: readonly AclBinding[];
}

export interface AclDifference {
  /** What the other one lacks, written for it: creating these gives it what the first has. */
  readonly missing: readonly AclBinding[];
  /** What only the other one has. */
  readonly extra: readonly AclBinding[];
}

/**
 * What keeps a principal from having the rules of another, to the letter: resource, pattern, host, operation, and denials
 * as well as rights. What two sets of rules allow in effect is not compared: a prefix does for one of them what ten names
 * do for the other only until the eleventh. Rules for everybody (`User:*`) are nobody's own.
 */
export function diffAcls(one: PrincipalAcls, other: PrincipalAcls): AclDifference {
  const wanted = ownOf(one).map(binding => ({ ...binding, principal: other.principal }));
  const there = ownOf(other);
  return { missing: without(wanted, there), extra: without(there, wanted) };
}

function ownOf({ principal, bindings }: PrincipalAcls): readonly AclBinding[] {
  return bindings.filter(binding => binding.principal === principal);
}
