import type { AclBinding, AclOperation, AclPermission, AclResourceType } from './acl-binding.ts';

/** Which bindings: those that fit in all that is given. */
export interface AclFilter {
  readonly resourceType?: AclResourceType;
  readonly resourceName?: string;
  /**
   * What `resourceName` is compared with. `match`: every binding that has a say about the resource of this name, the
   * literal one, prefixes of it and `*`. Absent: bindings of that very name, literal or prefixed.
   */
  readonly pattern?: 'literal' | 'prefixed' | 'match';
  /** Compared letter by letter: `User:*` is not everybody here, but the rules made for everybody. */
  readonly principal?: string;
  readonly host?: string;
  readonly operation?: AclOperation;
  readonly permission?: AclPermission;
}

/** As an authorizer filters. */
export function fitsFilter(binding: AclBinding, { resourceName, pattern, ...others }: AclFilter): boolean {
  const { resourceType, principal, host, operation, permission } = others;
  return (
    fitsResource(binding, resourceName, pattern) &&
    (resourceType ?? binding.resourceType) === binding.resourceType &&
    (principal ?? binding.principal) === binding.principal &&
    (host ?? binding.host) === binding.host &&
    (operation ?? binding.operation) === binding.operation &&
    (permission ?? binding.permission) === binding.permission
  );
}

function fitsResource(
  { resourceName: own, patternType }: AclBinding,
  name: string | undefined,
  pattern: AclFilter['pattern'],
): boolean {
  if (pattern !== undefined && pattern !== 'match' && pattern !== patternType) return false;
  if (name === undefined || name === own) return true;
  if (pattern !== 'match') return false;
  return patternType === 'prefixed' ? name.startsWith(own) : own === '*';
}
