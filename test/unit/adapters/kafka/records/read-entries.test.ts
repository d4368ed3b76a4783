import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../../../src/adapters/kafka/records/crc32c.ts';
import { inflate } from '../../../../../src/adapters/kafka/records/inflate.ts';
import { readEntries } from '../../../../../src/adapters/kafka/records/read-entries.ts';
import { OperationError } from '../../../../../src/domain/errors.ts';
import { codecNames, recordBatch, sealed } from '../../../../builders/record-batch.ts';

const everything = { fromOffset: 0, count: 10_000, maxContentBytes: 1_000_000 };
const bytesOrNull = fc.option(fc.uint8Array({ maxLength: 200 }));
const anyRecord = fc.record({
  timestampDelta: fc.integer({ min: 0, max: 2 ** 40 }),
  key: bytesOrNull,
  value: fc.oneof(
    bytesOrNull,
    fc.constant(new Uint8Array(70_000).fill(7)),
    fc.constant(Buffer.from('ab'.repeat(9_000))),
  ),
  headers: fc.array(fc.record({ name: fc.string(), value: bytesOrNull }), { maxLength: 4 }),
});
const anyBatch = fc.record({
  baseOffset: fc.integer({ min: 0, max: 2 ** 50 }),
  baseTimestampMs: fc.integer({ min: 0, max: 2 ** 45 }),
  codec: fc.constantFrom(...codecNames),
  records: fc.array(fc.tuple(anyRecord, fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 8 }).map(pairs => {
    let offsetDelta = 0;
    return pairs.map(([record, step]) => ({ ...record, offsetDelta: (offsetDelta += step) }));
  }),
});

const text = (bytes: Uint8Array): Buffer => Buffer.from(bytes);
/** Short, since a property that fails prints it. */
const told = (bytes: Uint8Array | null | undefined): string =>
  bytes === null || bytes === undefined ? 'none' : `${bytes.length} bytes, ${crc32c(bytes)}`;

describe('the records of a partition', () => {
  it('come back as they were written, in every compression', () => {
    fc.assert(
      fc.property(anyBatch, batch => {
        const { entries, nextOffset } = readEntries(recordBatch(batch), everything);
        const last = batch.records.at(-1)!.offsetDelta;
        expect(nextOffset).toBe(batch.baseOffset + last + 1);
        expect(
          entries.map(entry => {
            const { offset, timestampMs } = entry;
            if (entry.kind === 'marker') return { offset };
            const { key, value, headers } = entry.content;
            return {
              ...{ offset, timestampMs, key: told(key), value: told(value) },
              ...{ keyBytes: entry.keyBytes, valueBytes: entry.valueBytes, headerCount: entry.headerCount },
              headers: headers.map(header => `${header.name}=${told(header.value)}`),
            };
          }),
        ).toEqual(
          batch.records.map(({ offsetDelta, timestampDelta, key, value, headers }) => ({
            offset: batch.baseOffset + offsetDelta,
            timestampMs: batch.baseTimestampMs + timestampDelta,
            ...{ key: told(key), value: told(value) },
            ...{ keyBytes: key?.length, valueBytes: value?.length, headerCount: headers.length },
            headers: headers.map(header => `${Buffer.from(header.name).toString('utf8')}=${told(header.value)}`),
          })),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('begin at the offset asked for, or after a gap, over several batches', () => {
    const value = Buffer.from('x');
    const bytes = Buffer.concat([
      recordBatch({ baseOffset: 10, records: [0, 1, 4].map(offsetDelta => ({ offsetDelta, value })) }),
      // What compaction leaves of a batch whose records are all gone.
      recordBatch({ baseOffset: 15, records: [], lastOffsetDelta: 9 }),
      recordBatch({ baseOffset: 30, records: [{ offsetDelta: 0, value }] }),
    ]);
    const offsetsFrom = (fromOffset: number, count: number): number[] =>
      readEntries(bytes, { fromOffset, count, maxContentBytes: 10 }).entries.map(({ offset }) => offset);
    expect(offsetsFrom(11, 1)).toEqual([11]);
    expect(offsetsFrom(12, 1)).toEqual([14]);
    expect(offsetsFrom(15, 1)).toEqual([30]);
    expect(offsetsFrom(10, 9)).toEqual([10, 11, 14, 30]);
    expect(readEntries(bytes.subarray(0, -1), { fromOffset: 15, count: 1, maxContentBytes: 9 })).toEqual({
      entries: [],
      nextOffset: 25,
    });
  });

  it('have the time of the broker where it says so, and none where the producer gave none', () => {
    const records = [{ offsetDelta: 0, timestampDelta: 5 }];
    const [appended] = readEntries(
      recordBatch({ records, attributes: 8, baseTimestampMs: 1, maxTimestampMs: 99 }),
      everything,
    ).entries;
    expect(appended).toMatchObject({ timestampMs: 99, timestampType: 'LogAppendTime' });
    const [none] = readEntries(recordBatch({ records: [{ offsetDelta: 0 }], baseTimestampMs: -1 }), everything).entries;
    expect(none).not.toHaveProperty('timestampMs');
  });

  it.each([
    [0, 'abort'],
    [1, 'commit'],
    [7, 'other'],
  ])('are told from transaction markers (type %i)', (type, ends) => {
    const records = [{ offsetDelta: 0, key: Buffer.from([0, 0, 0, type]), value: Buffer.alloc(6) }];
    expect(readEntries(recordBatch({ records, attributes: 48 }), everything).entries).toMatchObject([
      { kind: 'marker', ends, offset: 0 },
    ]);
  });

  it('keep no more of their content than is asked for, and tell its length', () => {
    const headers = Array.from({ length: 150 }, () => ({ name: 'trace', value: Buffer.from('abcdef') }));
    const records = [{ offsetDelta: 0, key: Buffer.from('key-1'), value: Buffer.from('value'), headers }];
    const [entry] = readEntries(recordBatch({ records }), { ...everything, maxContentBytes: 2 }).entries;
    expect(entry).toMatchObject({
      ...{ keyBytes: 5, valueBytes: 5, headerCount: 150 },
      content: { key: text(Buffer.from('ke')), value: text(Buffer.from('va')) },
    });
    expect(entry).toHaveProperty('content.headers.length', 100);
    expect(entry).toHaveProperty('content.headers.0', { name: 'tr', value: Buffer.from('ab') });
  });
});

/** Entries or one clear error: nothing else may come of any bytes. */
function readOrViolated(bytes: Buffer): readonly unknown[] {
  try {
    return readEntries(bytes, everything).entries;
  } catch (error) {
    if (!(error instanceof OperationError && error.name === 'ProtocolViolated')) throw error;
    expect(error.message).not.toContain('\n');
    return [];
  }
}

describe('bytes that are no records', () => {
  it('are cut off: what is whole before the cut is read', () => {
    fc.assert(
      fc.property(anyBatch, fc.double({ min: 0, max: 1, noNaN: true }), (batch, share) => {
        const bytes = recordBatch(batch);
        const cut = Math.floor(share * (bytes.length - 1));
        expect(readEntries(bytes.subarray(0, cut), everything).entries).toEqual([]);
        expect(readEntries(Buffer.concat([bytes, bytes.subarray(0, cut)]), everything).entries).toHaveLength(
          batch.records.length,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('fail by their checksum where one byte is another', () => {
    fc.assert(
      fc.property(anyBatch, fc.nat(), fc.integer({ min: 1, max: 255 }), (batch, at, change) => {
        const bytes = recordBatch(batch);
        const checkedFrom = 17;
        const index = checkedFrom + (at % (bytes.length - checkedFrom));
        bytes[index]! ^= change;
        expect(() => readEntries(bytes, everything)).toThrow(/was damaged: its checksum does not fit/);
      }),
      { numRuns: 50 },
    );
  });

  it('fail with one clear error, or read as something, where the checksum was made to fit', () => {
    fc.assert(
      fc.property(
        anyBatch,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (batch, changes) => {
          const checked = recordBatch(batch).subarray(21);
          for (const [at, byte] of changes) checked[at % checked.length] = byte;
          readOrViolated(sealed(0, Buffer.from(checked)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('fail with one clear error, or read as something, whatever they are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void readOrViolated(Buffer.from(bytes))));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.uint8Array({ maxLength: 300 }), (codec, bytes) => {
        try {
          expect(inflate(codec, Buffer.from(bytes)).length).toBeLessThanOrEqual(64 * 1024 * 1024);
        } catch (error) {
          expect(error).toMatchObject({ name: 'ProtocolViolated' });
        }
      }),
    );
  });

  it.each([
    ['a snappy length that goes backwards', 2, [5, 0xfc, 0xfa, 0xff, 0xff, 0xff, 0, 0]],
    ['a snappy copy from before the start', 2, [4, 0x01, 0x09]],
    ['a snappy block that claims a gigabyte', 2, [0x80, 0x80, 0x80, 0x80, 0x04, 0x00, 0x61]],
    ['an LZ4 match from before the start', 3, [4, 0x22, 0x4d, 0x18, 0x40, 0x40, 0, 4, 0, 0, 0, 0x10, 0x61, 9, 0]],
    ['an LZ4 frame of nothing', 3, []],
    ['another compression', 6, [1]],
  ])('fail for %s', (_, codec, bytes) => {
    expect(() => inflate(codec, Buffer.from(bytes))).toThrow(expect.objectContaining({ name: 'ProtocolViolated' }));
  });

  it('fail where they would unpack to more than any batch', () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
    expect(() => inflate(1, bomb)).toThrow('a compressed batch cannot be read: it grows beyond 67108864 bytes');
  });

  it.each([
    [1, 'records in the format of Kafka before 0.11, which this program does not know'],
    [3, 'records in the newer format 3, which this program does not know'],
  ])('fail politely for format %i', (magic, message) => {
    expect(() => readEntries(sealed(0, Buffer.alloc(60), magic), everything)).toThrow(message);
  });
});

it('the checksum is CRC-32C', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
});
