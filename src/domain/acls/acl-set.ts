import { type AclBinding, aclText } from './acl-binding.ts';

/** Those of the first that are not among the second. */
export function without(bindings: readonly AclBinding[], others: readonly AclBinding[]): readonly AclBinding[] {
  const keys = new Set(others.map(aclText));
  return bindings.filter(binding => !keys.has(aclText(binding)));
}

/** Those of the first that are among the second too. */
export function shared(bindings: readonly AclBinding[], others: readonly AclBinding[]): readonly AclBinding[] {
  const keys = new Set(others.map(aclText));
  return bindings.filter(binding => keys.has(aclText(binding)));
}
