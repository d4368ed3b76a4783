import type { AclBinding, AclResourceType } from '../acls/acl-binding.ts';
import { shared, without } from '../acls/acl-set.ts';
import type { Check } from '../change/plan.ts';
import { counted, named } from '../lag/figures.ts';

export interface DenialFacts {
  readonly user: string;
  /** All rules of the cluster. */
  readonly acls: readonly AclBinding[];
  /** Somebody knows that the brokers refuse what no rule allows. They do not tell. */
  readonly denyAll: boolean;
}

export interface Denials {
  /** What the run creates, and its undo takes away. */
  readonly bindings: readonly AclBinding[];
  /** Of those that are needed the ones that are there already; they stay. */
  readonly present: readonly AclBinding[];
  readonly checks: readonly Check[];
}

const everything = [
  ['Topic', '*'],
  ['Group', '*'],
  ['Cluster', 'kafka-cluster'],
  ['TransactionalId', '*'],
] as const;

/**
 * What keeps a user from everything that rules let it do. With `allow.everyone.if.no.acl.found` a resource without rules is
 * open, and its first rule, a denial of one user too, closes it to everybody else. Brokers do not tell that setting, so
 * a denial is only made where a rule is already: on all resources of a type where one for `*` is there, and else on the
 * very patterns that let this user in. Where nothing but rules lets anybody in, that is everything there is.
 */
export function chooseDenials({ user, acls, denyAll }: DenialFacts): Denials {
  const principal = `User:${user}`;
  const deny = (resource: Pick<AclBinding, 'resourceType' | 'resourceName' | 'patternType'>): AclBinding => ({
    ...resource,
    principal,
    host: '*',
    operation: 'All',
    permission: 'deny',
  });
  const isClosed = (type: AclResourceType, name: string): boolean =>
    denyAll ||
    acls.some(each => each.resourceType === type && each.resourceName === name && each.patternType === 'literal');
  const wide = everything.filter(([type, name]) => isClosed(type, name));
  const covered = new Set<string>(wide.map(([type]) => type));
  const lets = acls.filter(
    each =>
      each.permission === 'allow' &&
      (each.principal === principal || each.principal === 'User:*') &&
      !covered.has(each.resourceType),
  );
  const needed = unique([
    ...wide.map(([resourceType, resourceName]) => deny({ resourceType, resourceName, patternType: 'literal' })),
    ...lets.map(({ resourceType, resourceName, patternType }) => deny({ resourceType, resourceName, patternType })),
  ]);
  const present = shared(needed, acls);
  return { bindings: without(needed, present), present, checks: checkDenials(user, acls, wide.length, present) };
}

function unique(bindings: readonly AclBinding[]): readonly AclBinding[] {
  return bindings.filter((binding, at) => without([binding], bindings.slice(0, at)).length > 0);
}

function checkDenials(
  user: string,
  acls: readonly AclBinding[],
  wideCount: number,
  present: readonly AclBinding[],
): readonly Check[] {
  const warn = (name: string, sentence: string): Check => ({ name, level: 'warn', sentence });
  const isNamed = acls.some(({ principal }) => principal === `User:${user}`);
  return [
    ...(wideCount < everything.length
      ? [
          warn(
            'denials-close-nothing-to-others',
            'what has no rule yet is not denied: a first rule would close it to everybody else where allow.everyone.if.no.acl.found is true, which brokers do not tell; say --deny-all if it is false',
          ),
        ]
      : []),
    ...(isNamed
      ? []
      : [
          warn(
            'user-has-acls',
            `no rule names ${named([user])}: it may be in super.users, which brokers do not tell, and a denial does not stop a super user`,
          ),
        ]),
    ...(present.length > 0
      ? [warn('denials-are-new', `${counted(present.length, 'denial')} of ${named([user])} is there already and stays`)]
      : []),
  ];
}
