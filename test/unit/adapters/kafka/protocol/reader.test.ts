import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reader } from '../../../../../src/adapters/kafka/protocol/reader.ts';
import { Writer } from '../../../../../src/adapters/kafka/protocol/writer.ts';

const read = (...bytes: number[]): Reader => new Reader(Buffer.from(bytes), 0, 'a probe');
const violation = /^a probe cannot be read: \d+ bytes wanted, \d+ left/;

describe('a reader', () => {
  it('reads back every unsigned varint of 32 bits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xff_ff_ff_ff }), value => {
        const writer = new Writer();
        writer.unsignedVarint(value);
        expect(new Reader(writer.written(), 0, 'a probe').unsignedVarint()).toBe(value);
      }),
    );
  });

  it('reads an int64 as a number exactly up to 2^53', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), value => {
        const writer = new Writer();
        writer.int64(BigInt(value));
        expect(new Reader(writer.written(), 0, 'a probe').int64AsNumber()).toBe(value);
      }),
    );
  });

  it('fails on a varint that does not end', () => {
    expect(() => read(0xff, 0xff, 0xff, 0xff, 0xff, 0x01).unsignedVarint()).toThrow(/varint of more than 5 bytes/);
    expect(() => read(0x80).unsignedVarint()).toThrow(violation);
  });

  it.each([
    ['int8', 0],
    ['int16', 1],
    ['uint16', 1],
    ['int32', 3],
    ['uint32', 3],
    ['int64', 7],
    ['int64AsNumber', 7],
    ['float64', 7],
    ['uuid', 15],
  ] as const)('fails on %s in %i bytes', (method, byteCount) => {
    expect(() => new Reader(Buffer.alloc(byteCount), 0, 'a probe')[method]()).toThrow(violation);
  });

  it('fails on lengths that are negative or beyond the frame before anything is made of them', () => {
    expect(() => read(0x7f, 0xff, 0xff, 0xff).length32()).toThrow(/length of 2147483647 with 0 bytes left/);
    expect(() => read(0xff, 0xff, 0xff, 0xfe).length32()).toThrow(/length of -2/);
    expect(() => read(0x80, 0x00).length16()).toThrow(/length of -32768/);
    expect(() => read(0xff, 0xff, 0xff, 0xff, 0x0f).compactLength()).toThrow(/length of 4294967294/);
  });

  it('fails on a step back', () => {
    expect(() => read(1, 2).skip(-1)).toThrow(/-1 bytes wanted/);
  });

  it('reads a null length as -1', () => {
    expect([read(0).compactLength(), read(0xff, 0xff).length16(), read(0xff, 0xff, 0xff, 0xff).length32()]).toEqual([
      -1, -1, -1,
    ]);
  });

  it('fails when it is told to finish early', () => {
    expect(() => read(1, 2).finish()).toThrow('a probe cannot be read: 2 bytes left over at byte 0 of 2');
  });
});
