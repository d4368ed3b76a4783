import {
  type AclBinding,
  aclOperations,
  aclPatternTypes,
  aclPermissions,
  aclResourceTypes,
} from '../../../domain/acls/acl-binding.ts';
import type { AclFilter } from '../../../domain/acls/acl-filter.ts';
import { OperationError } from '../../../domain/errors.ts';

/** In every of Kafka's lists of ACL codes 0 is "unknown" and 1 "any"; our lists have the rest in the same order. */
const any = 1;
const firstCode = 2;
/** Patterns have a "match", for filters only, before the two real ones. */
const match = 2;
const firstPatternCode = 3;

const codeOf = (names: readonly string[], name: string | undefined, first = firstCode): number =>
  name === undefined ? any : first + names.indexOf(name);

function nameOf<Name extends string>(names: readonly Name[], code: number, what: string, first = firstCode): Name {
  const name = names[code - first];
  if (name !== undefined) return name;
  const message = `a broker tells an ACL with ${what} ${code}, which this version does not know; update it`;
  throw new OperationError('ProtocolViolated', message);
}

/** The fields of a filter as DescribeAcls and DeleteAcls have them; null is "any". */
export function filterCodes({ resourceType, resourceName, pattern, ...rule }: AclFilter) {
  return {
    resourceTypeFilter: codeOf(aclResourceTypes, resourceType),
    resourceNameFilter: resourceName ?? null,
    patternTypeFilter: pattern === 'match' ? match : codeOf(aclPatternTypes, pattern, firstPatternCode),
    principalFilter: rule.principal ?? null,
    hostFilter: rule.host ?? null,
    operation: codeOf(aclOperations, rule.operation),
    permissionType: permissionCode(rule.permission),
  };
}

/** The fields of a binding as CreateAcls has them. */
export function bindingCodes({ resourceType, resourceName, patternType, principal, host, ...rule }: AclBinding) {
  return {
    resourceType: codeOf(aclResourceTypes, resourceType),
    resourceName,
    resourcePatternType: codeOf(aclPatternTypes, patternType, firstPatternCode),
    principal,
    host,
    operation: codeOf(aclOperations, rule.operation),
    permissionType: permissionCode(rule.permission),
  };
}

interface CodedBinding {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly patternType: number;
  readonly principal: string;
  readonly host: string;
  readonly operation: number;
  readonly permissionType: number;
}

export function toBinding({ resourceName, principal, host, ...codes }: CodedBinding): AclBinding {
  return {
    resourceType: nameOf(aclResourceTypes, codes.resourceType, 'resource type'),
    resourceName,
    patternType: nameOf(aclPatternTypes, codes.patternType, 'pattern type', firstPatternCode),
    principal,
    host,
    operation: nameOf(aclOperations, codes.operation, 'operation'),
    permission: nameOf(permissionsInOrder, codes.permissionType, 'permission'),
  };
}

/** Kafka has deny first. */
const permissionsInOrder = aclPermissions.toReversed();

function permissionCode(permission: AclBinding['permission'] | undefined): number {
  return codeOf(permissionsInOrder, permission);
}
