import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AclBinding, aclText, parseAcl } from '../../../../src/domain/acls/acl-binding.ts';
import { without } from '../../../../src/domain/acls/acl-set.ts';
import { diffAcls } from '../../../../src/domain/acls/diff-acls.ts';
import { anyAcl } from '../../../builders/any-acl.ts';

const [a, b] = ['User:app_a', 'User:app_b'];
const rule = (text: string, principal: string): AclBinding => parseAcl(`${text} to "${principal}" from "*"`)!;

it('is nothing where both have the same to the letter', () => {
  const rules = [
    'allow Read on Group "billing" (literal)',
    'allow Write on Topic "orders-" (prefixed)',
    'allow Describe on Topic "*" (literal)',
    'deny Delete on Topic "orders" (literal)',
  ];
  const bindings = rules.flatMap(text => [rule(text, a), rule(text, b)]);
  expect(diffAcls({ principal: a, bindings }, { principal: b, bindings })).toEqual({ missing: [], extra: [] });
});

it.each([
  ['the pattern', 'allow Read on Topic "orders" (literal)', 'allow Read on Topic "orders" (prefixed)'],
  ['the permission', 'allow Read on Topic "orders" (literal)', 'deny Read on Topic "orders" (literal)'],
  ['a wildcard', 'allow Read on Topic "*" (literal)', 'allow Read on Topic "orders" (literal)'],
  ['the kind of resource', 'allow Read on Group "orders" (literal)', 'allow Read on Topic "orders" (literal)'],
])('tells both rules apart by %s', (_, one, other) => {
  const bindings = [rule(one, a), rule(other, b)];
  expect(diffAcls({ principal: a, bindings }, { principal: b, bindings })).toEqual({
    missing: [rule(one, b)],
    extra: [rule(other, b)],
  });
});

it('leaves the rules of others and those for everybody alone', () => {
  const text = 'allow Read on Topic "orders" (literal)';
  const bindings = [rule(text, 'User:*'), rule(text, 'User:other'), rule(text, 'User:app_')];
  expect(diffAcls({ principal: a, bindings }, { principal: b, bindings })).toEqual({ missing: [], extra: [] });
});

it('makes the same of the other whatever both have, and touches nobody else', () => {
  const anyRule = fc
    .record({ binding: anyAcl, principal: fc.constantFrom(a, b, 'User:*', 'User:c') })
    .map(({ binding, principal }) => ({ ...binding, principal }));
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 12 }), bindings => {
      const { missing, extra } = diffAcls({ principal: a, bindings }, { principal: b, bindings });
      const copied = [...without(bindings, extra), ...missing];
      const texts = (principal: string) =>
        copied.filter(each => each.principal === principal).map(each => aclText({ ...each, principal: '' }));
      expect(new Set(texts(b))).toEqual(new Set(texts(a)));
      expect([...missing, ...extra].every(({ principal }) => principal === b)).toBe(true);
      expect(diffAcls({ principal: a, bindings: copied }, { principal: b, bindings: copied })).toEqual({
        missing: [],
        extra: [],
      });
    }),
  );
});
