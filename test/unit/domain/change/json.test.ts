import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../../src/domain/change/json.ts';

it('writes the same text whatever the order of keys, at any depth', () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined, a: null }], a: 'x' })).toBe('{"a":"x","b":[{"a":null,"d":1}]}');
});

it('gives a value back that reads as the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const stored: unknown = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(stored);
      expect(canonicalJson(stored)).toBe(canonicalJson(value));
    }),
  );
});
