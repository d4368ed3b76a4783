import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isChosen, matchesAny } from '../../../../src/domain/lag/group-patterns.ts';

describe('group name patterns', () => {
  it.each([
    ['orders', 'orders', true],
    ['orders', 'orders-2', false],
    ['orders-*', 'orders-2', true],
    ['*-2', 'orders-2', true],
    ['*', '', true],
    ['a*c*e', 'abcde', true],
    ['a.c', 'abc', false],
    ['заказы*', 'заказы: основные', true],
    ['a*b', 'a\nb', true],
    ['[x]*', '[x](y)', true],
  ])('%j over %j is %j', (pattern, name, expected) => {
    expect(matchesAny([pattern])(name)).toBe(expected);
  });

  it('choose every group when nothing is said, and never one that is excluded', () => {
    expect(isChosen({ included: [], excluded: [] })('any')).toBe(true);
    const choice = isChosen({ included: ['orders-*'], excluded: ['*-test'] });
    expect(['orders-1', 'orders-test', 'billing'].filter(choice)).toEqual(['orders-1']);
  });

  it('take any name without a star for itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), name => {
        fc.pre(!name.includes('*'));
        expect(matchesAny([name])(name)).toBe(true);
        expect(matchesAny([name])(`${name}x`)).toBe(false);
      }),
    );
  });
});
