import fc from 'fast-check';
import {
  type AclBinding,
  aclOperations,
  aclPatternTypes,
  aclPermissions,
  aclResourceTypes,
} from '../../src/domain/acls/acl-binding.ts';

const anyName = fc.oneof(fc.constantFrom('*', 'orders', 'orders "2"', 'a to b'), fc.string({ unit: 'grapheme' }));

/** Any rule at all, of names that come up again. */
export const anyAcl: fc.Arbitrary<AclBinding> = fc.record({
  resourceType: fc.constantFrom(...aclResourceTypes),
  resourceName: anyName,
  patternType: fc.constantFrom(...aclPatternTypes),
  principal: fc.oneof(fc.constantFrom('User:app', 'User:*'), anyName),
  host: fc.constantFrom('*', '10.0.0.7'),
  operation: fc.constantFrom(...aclOperations),
  permission: fc.constantFrom(...aclPermissions),
});
