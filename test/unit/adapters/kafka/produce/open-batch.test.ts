import { array, assert, boolean, constantFrom, integer, option, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { keyBytesOf, OpenBatch, recordRoom } from '../../../../../src/adapters/kafka/produce/open-batch.ts';
import { openRecordCodec } from '../../../../../src/adapters/kafka/produce/record-codec.ts';
import { readEntries } from '../../../../../src/adapters/kafka/records/read-entries.ts';
import { compressions } from '../../../../../src/domain/perf/perf-load.ts';
import { readStamp } from '../../../../../src/domain/perf/record-stamp.ts';

const filler = Uint8Array.from({ length: 4_096 }, (_, at) => at);
const codecs = await Promise.all(compressions.map(openRecordCodec));
const anyRecord = record({
  valueBytes: integer({ min: 12, max: 2_000 }),
  key: option(integer({ min: 0, max: 99_999_999 }), { nil: undefined }),
  delayMs: integer({ min: 0, max: 5_000 }),
  isMeasured: boolean(),
});

it('writes batches that a reader finds whole, whatever records and compression', () => {
  const batches = array(anyRecord, { minLength: 1, maxLength: 60 });
  assert(
    property(batches, constantFrom(...codecs), integer({ min: 0, max: 2 ** 40 }), (records, codec, first) => {
      const room = records.reduce((sum, { valueBytes }) => sum + recordRoom(8, valueBytes), 0);
      const batch = new OpenBatch(3, first, room, 100, 1_700_000_000_000);
      for (const { valueBytes, key, delayMs, isMeasured } of records) {
        expect(batch.hasRoom(recordRoom(8, valueBytes))).toBe(true);
        const keyBytes = key === undefined ? undefined : keyBytesOf(key);
        batch.append(77, keyBytes, valueBytes, {
          intendedMs: delayMs,
          isMeasured,
          nowMs: 100 + delayMs,
          filler,
          fillerAt: 5,
        });
      }
      batch.seal(codec);
      const { entries } = readEntries(batch.wireBytes(), { fromOffset: 0, count: 1_000, maxContentBytes: 4_096 });
      expect(entries).toHaveLength(records.length);
      for (const [at, entry] of entries.entries()) {
        if (entry.kind !== 'record') throw new Error('a marker');
        const { valueBytes, key, delayMs } = records[at]!;
        const value = entry.content.value!;
        expect(value).toHaveLength(valueBytes);
        expect(readStamp(value, 0, value.length, 77)).toBe(first + at);
        expect([...value.subarray(12)]).toEqual([...filler.subarray(17, 5 + valueBytes)]);
        expect(entry.content.key?.toString()).toBe(key === undefined ? undefined : String(key).padStart(8, '0'));
        expect(entry.timestampMs).toBe(1_700_000_000_000 + delayMs);
      }
      expect([...batch.intendedMs]).toEqual(records.map(({ delayMs }) => delayMs));
      expect(batch.measuredFrom).toBe(records.findLastIndex(({ isMeasured }) => !isMeasured) + 1);
    }),
    { numRuns: 100 },
  );
});

it('carries its number once it has one, with a checksum that fits', () => {
  const batch = new OpenBatch(0, 0, 100, 0, 0);
  batch.append(1, undefined, 20, { intendedMs: 0, isMeasured: true, nowMs: 0, filler, fillerAt: 0 });
  batch.seal(codecs[0]!);
  batch.sequence = { of: { producerId: 42n, epoch: 7 }, first: 9 };
  const bytes = batch.wireBytes();
  expect([bytes.readBigInt64BE(43), bytes.readInt16BE(51), bytes.readInt32BE(53)]).toEqual([42n, 7, 9]);
  expect(readEntries(bytes, { fromOffset: 0, count: 1, maxContentBytes: 1 }).entries).toHaveLength(1);
});
