import type { AclBinding, AclOperation } from '../acls/acl-binding.ts';
import { fitsFilter } from '../acls/acl-filter.ts';
import { principalOf } from './pointer-object.ts';
import type { ProvenCall } from './rotation-step.ts';

/** Kafka lets whoever may do one of these describe the resource too. */
const implyDescribe: Readonly<Record<'Topic' | 'Group', readonly AclOperation[]>> = {
  Topic: ['All', 'Describe', 'Read', 'Write', 'Delete', 'Alter'],
  Group: ['All', 'Describe', 'Read', 'Delete'],
};

/**
 * A call that a user with these rules is allowed for certain, wherever it comes from; undefined where no rule says so.
 * Brokers look at the right first, so the name of a prefix does for a topic, though there may be none of that name.
 */
export function chooseCall(username: string, rules: readonly AclBinding[]): ProvenCall | undefined {
  for (const { resourceType, resourceName, ...rule } of rules) {
    const isOwnRight = rule.principal === principalOf(username) && rule.permission === 'allow' && rule.host === '*';
    if (!isOwnRight || (resourceType !== 'Topic' && resourceType !== 'Group')) continue;
    if (!implyDescribe[resourceType].includes(rule.operation)) continue;
    const name = resourceName === '*' ? 'any' : resourceName;
    const isDenied = rules.some(
      other =>
        other.permission === 'deny' &&
        (other.operation === 'All' || other.operation === 'Describe') &&
        fitsFilter(other, { resourceType, resourceName: name, pattern: 'match' }),
    );
    if (isDenied) continue;
    return resourceType === 'Topic' ? { kind: 'describe-topic', topic: name } : { kind: 'describe-group', group: name };
  }
  return undefined;
}
