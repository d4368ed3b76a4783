import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aclText, isSameAcl, parseAcl } from '../../../../src/domain/acls/acl-binding.ts';
import { anyAcl } from '../../../builders/any-acl.ts';

it('is written as people say it', () => {
  const text = aclText({
    resourceType: 'Group',
    resourceName: 'billing',
    patternType: 'literal',
    principal: 'User:app',
    host: '*',
    operation: 'Read',
    permission: 'deny',
  });
  expect(text).toBe('deny Read on Group "billing" (literal) to "User:app" from "*"');
});

it('is read back from its text, whatever its names hold', () => {
  fc.assert(
    fc.property(anyAcl, binding => {
      expect(parseAcl(aclText(binding))).toEqual(binding);
    }),
  );
});

it('is the same as another where all of it is', () => {
  fc.assert(
    fc.property(anyAcl, anyAcl, (one, other) => {
      expect(isSameAcl(one, other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      expect(isSameAcl(one, { ...one })).toBe(true);
    }),
  );
});

it.each([
  '',
  'deny Read on Group billing (literal) to "User:app" from "*"',
  'deny Eat on Group "billing" (literal) to "User:app" from "*"',
  'forbid Read on Group "billing" (literal) to "User:app" from "*"',
  'deny Read on Group "billing" (match) to "User:app" from "*"',
  String.raw`deny Read on Group "bil\ling" (literal) to "User:app" from "*"`,
  'deny Read on Group "billing" (literal) to "User:app" from "*" and more',
])('refuses to read %j', text => {
  expect(parseAcl(text)).toBeUndefined();
});
