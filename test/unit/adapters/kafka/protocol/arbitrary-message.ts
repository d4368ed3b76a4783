import fc from 'fast-check';
import type { Field, PrimitiveType, Struct } from '../../../../../src/adapters/kafka/protocol/api.ts';
import { defaultOf } from '../../../../../src/adapters/kafka/protocol/field-default.ts';
import { isCarried, isNullable } from '../../../../../src/adapters/kafka/protocol/version-range.ts';

/** Any message that this version can carry: fields it lacks are at their default, as they are after decoding. */
export const arbitraryMessage = (struct: Struct, version: number): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(struct.map(field => [field.name, arbitraryField(field, version)])));

const arbitraryField = (field: Field, version: number): fc.Arbitrary<unknown> => {
  if (!isCarried(field, version)) return fc.constant(defaultOf(field));
  const one = typeof field.type === 'string' ? primitives[field.type] : arbitraryMessage(field.type, version);
  const value = field.array === true ? fc.array(one, { maxLength: 3 }) : one;
  return isNullable(field, version) ? fc.option(value, { nil: null }) : value;
};

const bytes = fc.uint8Array({ maxLength: 40 }).map(array => Buffer.from(array));

const primitives: Readonly<Record<PrimitiveType, fc.Arbitrary<unknown>>> = {
  bool: fc.boolean(),
  int8: fc.integer({ min: -128, max: 127 }),
  int16: fc.integer({ min: -32_768, max: 32_767 }),
  uint16: fc.integer({ min: 0, max: 65_535 }),
  int32: fc.integer(),
  uint32: fc.integer({ min: 0, max: 4_294_967_295 }),
  int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  float64: fc.double({ noNaN: true }),
  string: fc.string({ unit: 'grapheme', maxLength: 200 }),
  uuid: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(array => Buffer.from(array).toString('base64url')),
  bytes,
  records: bytes,
};
