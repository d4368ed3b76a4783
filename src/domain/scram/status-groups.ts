import type { AclBinding } from '../acls/acl-binding.ts';
import { fitsFilter } from '../acls/acl-filter.ts';
import type { GroupDescription } from '../kafka/group.ts';

/** A group in use that a user may read. */
export interface UsedGroup {
  readonly group: string;
  readonly members: readonly { readonly clientId: string; readonly clientHost: string }[];
  /** Who else may, by rules of their own; none: if the rules tell all, the members are this user's. */
  readonly others: readonly string[];
}

/**
 * Which groups with members each principal may read. It is inferred: a member tells its client id and host, not as whom it
 * logged in, and super users need no rule. A group that everybody may read tells nothing of anybody.
 */
export function groupsByPrincipal(
  groups: readonly GroupDescription[],
  acls: readonly AclBinding[],
): ReadonlyMap<string, readonly UsedGroup[]> {
  const rules = acls.filter(({ resourceType, operation }) => resourceType === 'Group' && reads(operation));
  const used = new Map<string, UsedGroup[]>();
  for (const { group, members } of groups) {
    if (members.length === 0) continue;
    const about = rules.filter(rule => fitsFilter(rule, { resourceName: group, pattern: 'match' }));
    const readers = readersOf(about);
    if (readers.includes('User:*')) continue;
    const shown = members.map(({ clientId, clientHost }) => ({ clientId, clientHost }));
    for (const reader of readers) {
      const others = readers.filter(other => other !== reader);
      used.set(reader, [...(used.get(reader) ?? []), { group, members: shown, others }]);
    }
  }
  return used;
}

const reads = (operation: AclBinding['operation']): boolean => operation === 'Read' || operation === 'All';

function readersOf(rules: readonly AclBinding[]): readonly string[] {
  const denied = new Set(
    rules.filter(({ permission, host }) => permission === 'deny' && host === '*').map(({ principal }) => principal),
  );
  if (denied.has('User:*')) return [];
  const allowed = rules.filter(({ permission }) => permission === 'allow').map(({ principal }) => principal);
  return [...new Set(allowed)].filter(principal => !denied.has(principal)).toSorted();
}
