import { describe, expect, it } from 'vitest';
import type { OffsetMove } from '../../../../src/domain/offsets/move.ts';
import { riskOf } from '../../../../src/domain/offsets/risk.ts';
import {
  checkSeenRecords,
  describeRecord,
  movesToLookAt,
  withSeenRecords,
} from '../../../../src/domain/offsets/see-records.ts';
import { byteSize, factsOf, writtenWhen } from '../../../../src/domain/records/entry-facts.ts';
import type { LogRecord, TransactionMarker } from '../../../../src/domain/records/log-entry.ts';

const nowMs = Date.parse('2026-03-01T12:00:00Z');

function move(from: number, to: number, partition = 0): OffsetMove {
  const log = { start: 0, lastStable: 100_000, end: 100_000 };
  const [before, after] = [from, to].map(offset => ({ offset, metadata: '' }));
  return { topic: 'orders', partition, topicId: 'id', before, after, log, skippedRecords: to - from, notes: [] };
}

const inLog = {
  timestampMs: nowMs - 180_000,
  timestampType: 'CreateTime',
  batch: { bytes: 1_000, offsets: 10 },
} as const;

function record(offset: number, more: Partial<LogRecord> = {}): LogRecord {
  const content = { key: Buffer.from('k'), value: Buffer.from('{"a":"MARKER"}'), headers: [] };
  const sizes = { sizeBytes: 512, keyBytes: 1, valueBytes: 14, headerCount: 0 };
  return { kind: 'record', offset, ...inLog, ...sizes, isTransactional: false, content, ...more };
}

const marker = (offset: number): TransactionMarker => ({ kind: 'marker', offset, ...inLog, ends: 'commit' });

describe('the risk of skipping one record', () => {
  it('tells its offset, size and age', () => {
    const seen = withSeenRecords(move(41_207, 41_208), { atOld: [record(41_207)], problems: [] });
    expect(riskOf([seen], nowMs)).toBe('skips 1 record (offset 41,207, 512 B, written 3 min ago) of orders:0');
  });

  it('tells a transaction marker, which is no record', () => {
    const seen = withSeenRecords(move(41_207, 41_208), { atOld: [marker(41_207)], problems: [] });
    const reason = 'offset 41,207 is a transaction marker, no record';
    expect(riskOf([seen], nowMs)).toBe(`neither skips nor re-reads a record (${reason}) of orders:0`);
    expect(checkSeenRecords([seen], 1)).toEqual([
      {
        name: 'skips-a-record',
        level: 'warn',
        sentence: `orders:0: ${reason}; consumers read the same with or without this move`,
      },
    ]);
  });

  it.each([
    [40, 41, 'offset 40 holds no record any more, the next is 57'],
    [40, 44, 'offsets 40 to 43 hold no record any more, the next is 57'],
  ])('tells that compaction took it (%i to %i)', (from, to, reason) => {
    const seen = withSeenRecords(move(from, to), { atOld: [record(57)], problems: [] });
    expect(riskOf([seen], nowMs)).toBe(`neither skips nor re-reads a record (${reason}) of orders:0`);
  });

  it('counts the records among a few offsets', () => {
    const seen = withSeenRecords(move(40, 43), { atOld: [record(40), marker(41), record(60)], problems: [] });
    expect(riskOf([seen], nowMs)).toBe('skips 1 record of orders:0');
    expect(seen.approximateBytes).toBe(512);
  });

  it('tells the offset alone where nobody could look', () => {
    const seen = withSeenRecords(move(40, 41), { atOld: [], problems: ['this login may not read the topic'] });
    expect(riskOf([seen], nowMs)).toBe('skips 1 record (offset 40) of orders:0');
    expect(seen.notes).toEqual(['its records were not looked at: this login may not read the topic']);
    expect(checkSeenRecords([seen], 1)).toEqual([]);
  });
});

describe('what is seen at both ends of a move', () => {
  it('guesses its bytes by the batches there', () => {
    const ends = { atOld: [record(10)], atNew: [record(900, { batch: { bytes: 3_000, offsets: 10 } })], problems: [] };
    expect(withSeenRecords(move(10, 900), ends).approximateBytes).toBe(890 * 200);
    expect(withSeenRecords(move(900, 10), ends).approximateBytes).toBe(890 * 200);
    expect(withSeenRecords(move(10, 900), { problems: [] })).not.toHaveProperty('approximateBytes');
  });

  it('keeps sizes and kinds, and nothing of what is in a record', () => {
    const ends = { atOld: [record(10), record(11)], atNew: [record(12)], problems: [] };
    const seen = JSON.stringify(withSeenRecords(move(10, 12), ends));
    expect(seen).not.toMatch(/MARKER|4d41524b4552/i);
    expect(factsOf(record(10))).toEqual({
      ...{ kind: 'record', offset: 10, timestampMs: inLog.timestampMs, timestampType: 'CreateTime' },
      ...{ sizeBytes: 512, keyBytes: 1, valueBytes: 14, headerCount: 0, valueFormat: 'json' },
    });
  });

  it('is looked at where most is moved first, and says where it was not', () => {
    const moves = [move(1, 5, 1), move(100, 2, 2), move(7, 7, 3), move(1, 3, 4)];
    expect(movesToLookAt(moves, 2).map(({ partition }) => partition)).toEqual([2, 1]);
    expect(checkSeenRecords(moves, 2)).toMatchObject([
      { level: 'warn', sentence: 'records were looked at in 2 of 3 partitions, those that move most' },
    ]);
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 KB'],
  [1_540, '1.5 KB'],
  [9_960, '10 KB'],
  [999_600, '1.0 MB'],
  [12_345_678, '12 MB'],
  [2e12, '2.0 TB'],
])('a size of %i bytes is %s', (bytes, text) => {
  expect(byteSize(bytes)).toBe(text);
});

it.each([
  [nowMs - 60_000, 'written 1 min ago'],
  [nowMs + 60_000, 'dated 1 min from now'],
  [undefined, 'written at an unknown time'],
])('an age is told of %s', (timestampMs, text) => {
  expect(writtenWhen(timestampMs, nowMs)).toBe(text);
  expect(describeRecord({ ...factsOf(record(1)), timestampMs }, nowMs)).toContain(text);
});
