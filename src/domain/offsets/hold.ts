import type { AclBinding } from '../acls/acl-binding.ts';
import { shared, without } from '../acls/acl-set.ts';
import type { Check } from '../change/plan.ts';
import { OperationError } from '../errors.ts';
import { named } from '../lag/figures.ts';
import { block, pass } from './group-checks.ts';

/** Keeps the consumers of a group out of it while a run lasts. */
export interface HoldRequest {
  /** Such as `User:app`; absent: everybody whom an ACL lets read the group. */
  readonly principals?: readonly string[];
}

/** What the cluster knows of the group and of us. */
export interface HoldFacts {
  readonly group: string;
  /** All bindings that have a say about the group. */
  readonly acls: readonly AclBinding[];
  /** This login as the brokers spell it, where that can be known. */
  readonly self: string;
}

export interface Hold {
  /** What the run creates, and takes away again. */
  readonly bindings: readonly AclBinding[];
  /** Of those that are needed the ones that are there already: they hold as well, and stay. */
  readonly present: readonly AclBinding[];
  readonly checks: readonly Check[];
}

const everybody = 'User:*';

/** Whom a hold denies the group, whom it cannot stop, and what speaks against it. */
export function chooseHold({ principals }: HoldRequest, facts: HoldFacts): Hold {
  const { group, acls, self } = facts;
  const readers = readersByAcl(acls).filter(reader => reader !== self);
  const held = principals ?? readers.filter(reader => reader !== everybody);
  const needed = [
    ...held.map(principal => bindingOn(group, principal, 'deny', 'Read')),
    // The first ACL of a resource, a deny too, can close it to everybody without a rule of his own: that would be us.
    ...(acls.length === 0 && isPrincipal(self) ? [bindingOn(group, self, 'allow', 'All')] : []),
  ];
  const present = shared(needed, acls);
  return {
    bindings: without(needed, present),
    present,
    checks: [...checkHeld(held, facts), ...checkSelf(principals, facts), ...checkOthers(held, readers, present, facts)],
  };
}

function readersByAcl(acls: readonly AclBinding[]): readonly string[] {
  const reading = acls.filter(
    ({ permission, operation }) => permission === 'allow' && (operation === 'Read' || operation === 'All'),
  );
  return [...new Set(reading.map(({ principal }) => principal))].toSorted();
}

function bindingOn(
  group: string,
  principal: string,
  permission: AclBinding['permission'],
  operation: AclBinding['operation'],
): AclBinding {
  const resource = { resourceType: 'Group', resourceName: group, patternType: 'literal' } as const;
  return { ...resource, principal, host: '*', operation, permission };
}

/** A principal as somebody wrote it. Rejects what brokers would take and match with nobody. */
export function parsePrincipal(text: string): string {
  if (isPrincipal(text)) return text;
  const message = `${JSON.stringify(text)} is no principal; write its type too, such as User:${text || 'app'}`;
  throw new OperationError('InputInvalid', message);
}

function isPrincipal(text: string): boolean {
  return /^[^:\s]+:./.test(text);
}

function checkHeld(held: readonly string[], { group }: HoldFacts): readonly Check[] {
  const name = 'hold-can-be-made';
  if (held.length > 0) return [pass(name, `the hold denies Read on group ${JSON.stringify(group)} to ${named(held)}`)];
  const sentence = `no ACL lets a consumer of its own name read group ${JSON.stringify(group)}, so the hold finds nobody to deny; name them: --hold-principal User:app`;
  return [block(name, sentence)];
}

/** A deny beats every allow: one on ourselves would refuse our own commits. */
function checkSelf(principals: readonly string[] | undefined, { acls, self }: HoldFacts): readonly Check[] {
  const name = 'hold-spares-this-login';
  const denied = (principals ?? []).filter(principal => principal === self || principal === everybody);
  if (denied.length > 0) {
    return [block(name, `a hold on ${named(denied)} denies the group to this login too, which has to commit for it`)];
  }
  if (isPrincipal(self)) return [];
  const unknown = `how the brokers call ${self} is not known here`;
  if (acls.length === 0) {
    const sentence = `${unknown}, and the group has no ACL: the first one could close it to this login; give this login one, then plan again`;
    return [block(name, sentence)];
  }
  if (principals === undefined) {
    const sentence = `${unknown}, so the hold could deny the group to this login; name whom to hold: --hold-principal User:app`;
    return [block(name, sentence)];
  }
  const sentence = `${unknown}: if it is among those held, the commits are refused and the hold is taken away`;
  return [{ name, level: 'warn', sentence }];
}

function checkOthers(
  held: readonly string[],
  readers: readonly string[],
  present: readonly AclBinding[],
  { acls }: HoldFacts,
): readonly Check[] {
  const warn = (sentence: string): Check => ({ name: 'hold-covers-everybody', level: 'warn', sentence });
  const others = readers.filter(reader => reader !== everybody && !held.includes(reader));
  const idle = readers.includes(everybody) ? [] : held.filter(principal => !readers.includes(principal));
  return [
    ...(readers.includes(everybody)
      ? [warn('an ACL lets everybody read the group: whoever is not named can still join')]
      : []),
    ...(others.length > 0 ? [warn(`the hold does not cover ${named(others)}, whom an ACL lets read the group`)] : []),
    ...(acls.length > 0 && idle.length > 0
      ? [warn(`no ACL lets ${named(idle)} read the group: a super user or an IAM login is not stopped by a deny`)]
      : []),
    ...(acls.length === 0
      ? [warn('the group has no ACL yet: its first ones can close it to everybody but this login and super users')]
      : []),
    ...(present.length > 0
      ? [
          warn(
            `the group is denied to ${named(present.map(({ principal }) => principal))} already and stays so; if an interrupted run left that, resume it`,
          ),
        ]
      : []),
  ];
}
