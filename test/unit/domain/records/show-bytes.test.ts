import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showBytes } from '../../../../src/domain/records/show-bytes.ts';
import { formatOf, schemaReferenceOf } from '../../../../src/domain/records/value-format.ts';

const show = (bytes: Buffer) => showBytes(bytes, bytes.length);
const glueId = 'b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63';
const glue = (compression: number, ...content: number[]): Buffer =>
  Buffer.concat([Buffer.from([3, compression]), Buffer.from(glueId.replaceAll('-', ''), 'hex'), Buffer.from(content)]);

describe('the bytes of a record', () => {
  it.each([
    ['text', Buffer.from('grüße, мир'), 'text', 'grüße, мир'],
    ['JSON', Buffer.from(' {"a": [1]}'), 'json', ' {"a": [1]}'],
    ['what only begins like JSON', Buffer.from('{ not json'), 'text', '{ not json'],
    ['a number', Buffer.from('42'), 'text', '42'],
    ['nothing', Buffer.alloc(0), 'text', ''],
    ['no UTF-8', Buffer.from([0xff, 0xfe, 0x00]), 'hex', 'fffe00'],
    ['half a letter', Buffer.from([0x61, 0xc3]), 'hex', '61c3'],
    ['a surrogate in UTF-8', Buffer.from([0xed, 0xa0, 0x80]), 'hex', 'eda080'],
  ])('are shown as what they are: %s', (_, bytes, shownAs, text) => {
    expect(show(bytes)).toEqual({ shownAs, text, bytes: bytes.length, isCut: false });
  });

  it('are cut at a kilobyte, and at a whole letter', () => {
    const long = Buffer.from('é'.repeat(2_000));
    expect(show(Buffer.concat([Buffer.from('x'), long]))).toMatchObject({ shownAs: 'text', isCut: true, bytes: 4_001 });
    expect(show(Buffer.concat([Buffer.from('x'), long])).text).toBe(`x${'é'.repeat(511)}`);
    expect(show(Buffer.alloc(5_000, 0xff)).text).toBe('ff'.repeat(1_024));
    expect(showBytes(Buffer.from('{"a":'), 900_000)).toMatchObject({ shownAs: 'json', isCut: true, bytes: 900_000 });
  });

  it('tell whose schema they have', () => {
    const confluent = Buffer.from([0, 0, 0, 1, 7, 0x0a, 0x61]);
    expect(show(confluent)).toMatchObject({ shownAs: 'hex', schema: { kind: 'confluent', schemaId: 263 } });
    expect(formatOf(confluent)).toBe('avro');
    expect(show(glue(0, 2))).toMatchObject({ schema: { kind: 'glue', schemaVersionId: glueId, isCompressed: false } });
    expect(schemaReferenceOf(glue(5, 2))).toMatchObject({ isCompressed: true });
  });

  it.each([
    ['a version of Glue that is not known', glue(9, 2)],
    ['a header without a value', glue(0)],
    ['a zero without an id', Buffer.from([0, 0, 0, 0, 7])],
    ['an id that cannot be', Buffer.from([0, 0xff, 0xff, 0xff, 0xff, 1])],
    ['text', Buffer.from('plain text')],
  ])('have no schema: %s', (_, bytes) => {
    expect(schemaReferenceOf(bytes)).toBeUndefined();
  });

  it('are shown as what a schema made of them, or with the reason why not', () => {
    const bytes = Buffer.from([0, 0, 0, 0, 7, 2]);
    expect(showBytes(bytes, 6, { kind: 'decoded', from: 'avro', text: '{"a":1}' })).toMatchObject({
      shownAs: 'avro',
      text: '{"a":1}',
    });
    expect(showBytes(bytes, 6, { kind: 'undecoded', reason: 'no schema' })).toMatchObject({
      shownAs: 'hex',
      undecoded: 'no schema',
    });
  });

  it('are shown, whatever they are, and never more than a kilobyte of them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000, size: 'max' }), fc.nat(5), (bytes, cutBytes) => {
        const shown = showBytes(bytes, bytes.length + cutBytes);
        expect(shown.text.length).toBeLessThanOrEqual(2_048);
        expect(shown.isCut).toBe(bytes.length > 1_024 || cutBytes > 0);
      }),
    );
  });
});
