export const aclResourceTypes = ['Topic', 'Group', 'Cluster', 'TransactionalId', 'DelegationToken', 'User'] as const;
export const aclPatternTypes = ['literal', 'prefixed'] as const;
export const aclOperations = [
  'All',
  'Read',
  'Write',
  'Create',
  'Delete',
  'Alter',
  'Describe',
  'ClusterAction',
  'DescribeConfigs',
  'AlterConfigs',
  'IdempotentWrite',
  'CreateTokens',
  'DescribeTokens',
  'TwoPhaseCommit',
] as const;
export const aclPermissions = ['allow', 'deny'] as const;

export type AclResourceType = (typeof aclResourceTypes)[number];
export type AclPatternType = (typeof aclPatternTypes)[number];
export type AclOperation = (typeof aclOperations)[number];
export type AclPermission = (typeof aclPermissions)[number];

/** One rule of an authorizer. They form a set: two with the same fields are one. A journal keeps it as it is. */
export type AclBinding = {
  readonly resourceType: AclResourceType;
  /** `*` as a literal name is every resource of the type. */
  readonly resourceName: string;
  readonly patternType: AclPatternType;
  /** Such as `User:app`; `User:*` is everybody. */
  readonly principal: string;
  /** An address, or `*`. */
  readonly host: string;
  readonly operation: AclOperation;
  readonly permission: AclPermission;
};

/**
 * The one way a binding is written, also its key in maps:
 * `deny Read on Group "billing" (literal) to "User:app" from "*"`. Names may hold anything, so they are quoted as JSON.
 */
export function aclText({ resourceType, resourceName, patternType, principal, host, ...rule }: AclBinding): string {
  const resource = `${resourceType} ${JSON.stringify(resourceName)} (${patternType})`;
  return `${rule.permission} ${rule.operation} on ${resource} to ${JSON.stringify(principal)} from ${JSON.stringify(host)}`;
}

export function isSameAcl(one: AclBinding, other: AclBinding): boolean {
  return aclText(one) === aclText(other);
}

const quoted = String.raw`("(?:[^"\\]|\\.)*")`;
const form = new RegExp(String.raw`^(\w+) (\w+) on (\w+) ${quoted} \((\w+)\) to ${quoted} from ${quoted}$`);

/** Reads what `aclText` wrote; undefined where it is anything else. */
export function parseAcl(text: string): AclBinding | undefined {
  const [, permission, operation, resourceType, name, patternType, principal, host] = form.exec(text) ?? [];
  const binding = {
    resourceType: aclResourceTypes.find(known => known === resourceType),
    resourceName: unquote(name),
    patternType: aclPatternTypes.find(known => known === patternType),
    principal: unquote(principal),
    host: unquote(host),
    operation: aclOperations.find(known => known === operation),
    permission: aclPermissions.find(known => known === permission),
  };
  return isWhole(binding) ? binding : undefined;
}

function isWhole(binding: { readonly [Key in keyof AclBinding]: AclBinding[Key] | undefined }): binding is AclBinding {
  return Object.values(binding).every(value => value !== undefined);
}

function unquote(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as string);
  } catch {
    return undefined;
  }
}
