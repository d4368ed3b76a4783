import avro, { type Schema } from 'avsc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAvroSchema } from '../../../../src/adapters/schemas/parse-schema.ts';
import { readAvro } from '../../../../src/adapters/schemas/read-avro.ts';
import { OperationError } from '../../../../src/domain/errors.ts';

const order = {
  type: 'record',
  name: 'shop.Order',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'count', type: 'int' },
    { name: 'paid', type: 'boolean' },
    { name: 'price', type: 'double' },
    { name: 'weight', type: 'float' },
    { name: 'note', type: ['null', 'string'] },
    { name: 'state', type: { type: 'enum', name: 'State', symbols: ['NEW', 'SENT'] } },
    { name: 'raw', type: 'bytes' },
    { name: 'hash', type: { type: 'fixed', name: 'Hash', size: 2 } },
    { name: 'tags', type: { type: 'array', items: 'string' } },
    { name: 'sizes', type: { type: 'map', values: 'int' } },
    { name: 'parent', type: ['null', 'shop.Order'] },
  ],
} as const satisfies Schema;

const schema = parseAvroSchema(JSON.stringify(order), 'order.avsc');
const type = avro.Type.forSchema(order);
const anyOrder = fc.record({
  // The widest that avsc writes without an error.
  id: fc.integer({ min: -(2 ** 52), max: 2 ** 52 - 1 }),
  count: fc.integer(),
  paid: fc.boolean(),
  price: fc.double({ noNaN: true, noDefaultInfinity: true }),
  weight: fc.float({ noNaN: true, noDefaultInfinity: true }),
  note: fc.option(fc.string({ unit: 'grapheme' })),
  state: fc.constantFrom('NEW', 'SENT'),
  raw: fc.uint8Array().map(bytes => Buffer.from(bytes)),
  hash: fc.uint8Array({ minLength: 2, maxLength: 2 }).map(bytes => Buffer.from(bytes)),
  tags: fc.array(fc.string()),
  sizes: fc.dictionary(fc.string({ minLength: 1 }), fc.integer(), { noNullPrototype: true }),
});
const plain = <Order extends { readonly raw: Buffer; readonly hash: Buffer }>(value: Order) => ({
  ...value,
  raw: value.raw.toString('hex'),
  hash: value.hash.toString('hex'),
});

describe('an Avro value', () => {
  it('is read as avsc writes it, in every type', () => {
    fc.assert(
      fc.property(anyOrder, anyOrder, (child, parent) => {
        const bytes = type.toBuffer({ ...child, parent: { ...parent, parent: null } });
        expect(JSON.stringify(readAvro(schema, bytes))).toBe(
          JSON.stringify({ ...plain(child), parent: { ...plain(parent), parent: null } }),
        );
      }),
    );
  });

  it('keeps ids that no number holds', () => {
    const long = parseAvroSchema('"long"', 'x');
    expect(readAvro(long, Buffer.from('feffffffffffffffff01', 'hex'))).toBe('9223372036854775807');
    expect(readAvro(long, Buffer.from('ffffffffffffffffff01', 'hex'))).toBe('-9223372036854775808');
    expect(readAvro(parseAvroSchema('"double"', 'x'), Buffer.from('000000000000f07f', 'hex'))).toBe('Infinity');
  });

  it('fails with one clear error on bytes of another schema, and reserves nothing for what they claim', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        for (const text of [
          JSON.stringify(order),
          '{"type":"array","items":"null"}',
          '{"type":"map","values":"long"}',
        ]) {
          try {
            readAvro(parseAvroSchema(text, 'x'), bytes);
          } catch (error) {
            if (!(error instanceof OperationError && error.name === 'ProtocolViolated')) throw error;
          }
        }
      }),
      { numRuns: 50 },
    );
    const billions = Buffer.from('80808080808001', 'hex');
    expect(() => readAvro(parseAvroSchema('{"type":"array","items":"null"}', 'x'), billions)).toThrow(
      /more than 100000 elements/,
    );
  });

  it('fails where a schema nests without an end', () => {
    const list = '{"type":"record","name":"L","fields":[{"name":"next","type":["null","L"]}]}';
    expect(() => readAvro(parseAvroSchema(list, 'x'), Buffer.alloc(500, 2))).toThrow(/more than 64 levels/);
  });

  it.each(['{', '{"type":"unheard-of"}', '7'])('is refused for a schema that is none: %s', text => {
    expect(() => parseAvroSchema(text, 'order.avsc')).toThrow(/^order\.avsc is no Avro schema: /);
  });
});
