import type { AclBinding } from '../domain/acls/acl-binding.ts';
import type { AclDifference } from '../domain/acls/diff-acls.ts';
import { diffAcls } from '../domain/acls/diff-acls.ts';
import type { Check } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import { block, pass } from '../domain/offsets/group-checks.ts';
import { principalOf } from '../domain/scram/pointer-object.ts';
import type { AclReader } from '../ports/acl-cluster.ts';

/** The rules of the user whose rights count and of the one that is to have them. */
export type RulesReading =
  | {
      readonly kind: 'read';
      readonly difference: AclDifference;
      /** All rules with a say about the rights of the first: its own and those for everybody. */
      readonly rules: readonly AclBinding[];
    }
  | { readonly kind: 'unread'; readonly check: Check };

const name = 'rules-can-be-copied';

/** Reads only. Brokers without an authorizer have nothing to copy, which is said. */
export async function readRules(from: string, to: string, acls: AclReader): Promise<RulesReading> {
  try {
    const principals = [...new Set([principalOf(from), principalOf(to), 'User:*'])];
    const rules = (await Promise.all(principals.map(principal => acls.listAcls({ principal })))).flat();
    const difference = diffAcls(
      { principal: principalOf(from), bindings: rules },
      { principal: principalOf(to), bindings: rules },
    );
    return { kind: 'read', difference, rules };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    if (error.name === 'AuthorizerMissing') {
      return { kind: 'unread', check: pass(name, 'the brokers keep no ACLs: there are none to copy') };
    }
    if (error.name !== 'NotAuthorized') throw error;
    return { kind: 'unread', check: block(name, `the ACLs cannot be copied: ${error.message}`) };
  }
}

/** With `allow.everyone.if.no.acl.found`, a resource that loses its last rule is open to everybody. */
export async function checkRemovals(removed: readonly AclBinding[], acls: AclReader): Promise<readonly Check[]> {
  const byResource = Map.groupBy(removed, ({ resourceType, resourceName, patternType }) =>
    JSON.stringify({ resourceType, resourceName, pattern: patternType }),
  );
  const checks = [...byResource].map(async ([resource, own]): Promise<readonly Check[]> => {
    const all = await acls.listAcls(JSON.parse(resource) as Parameters<AclReader['listAcls']>[0]);
    if (all.length > own.length) return [];
    const { resourceType, resourceName } = own[0]!;
    const sentence = `the last rule on ${resourceType} ${JSON.stringify(resourceName)} goes: brokers with allow.everyone.if.no.acl.found=true open it to everybody`;
    return [{ name: 'no-resource-loses-its-last-rule', level: 'warn', sentence }];
  });
  return (await Promise.all(checks)).flat();
}
