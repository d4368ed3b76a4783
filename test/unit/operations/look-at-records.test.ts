import { describe, expect, it } from 'vitest';
import type { OffsetMove } from '../../../src/domain/offsets/move.ts';
import { lookAtRecords } from '../../../src/operations/look-at-records.ts';
import type { RecordPosition, RecordReader } from '../../../src/ports/record-reader.ts';

const log = { start: 10, lastStable: 100, end: 100 };

function move(partition: number, from: number | undefined, to: number | undefined): OffsetMove {
  const commitAt = (offset: number | undefined) => (offset === undefined ? undefined : { offset, metadata: '' });
  const skipped = from === undefined || to === undefined ? undefined : to - from;
  const ends = { before: commitAt(from), after: commitAt(to), skippedRecords: skipped };
  return { topic: 'orders', partition, topicId: 'id', log, notes: [], ...ends };
}

/** Remembers what it was asked, and finds nothing or a problem. */
function reader(problem?: string): RecordReader & { readonly asked: RecordPosition[] } {
  const asked: RecordPosition[] = [];
  return {
    asked,
    readRecordsAt: async positions => {
      asked.push(...positions);
      return positions.map(row => ({ ...row, entries: [], ...(problem === undefined ? {} : { problem }) }));
    },
  };
}

describe('looking at the records of a plan', () => {
  it('asks for both ends of each move, once, and for nothing outside the log', async () => {
    const records = reader();
    await lookAtRecords([move(0, 20, 60), move(1, 5, 100), move(2, undefined, 30), move(3, 40, undefined)], records);
    expect(records.asked.map(({ partition, offset }) => [partition, offset])).toEqual([
      ...[
        [0, 20],
        [3, 40],
      ],
      ...[
        [0, 60],
        [2, 30],
      ],
    ]);
  });

  it('asks for each record where a few are skipped', async () => {
    const records = reader();
    await lookAtRecords([move(0, 20, 25), move(1, 20, 26)], records);
    expect(records.asked).toContainEqual({ topic: 'orders', partition: 0, offset: 20, count: 5 });
    expect(records.asked).toContainEqual({ topic: 'orders', partition: 1, offset: 20 });
  });

  it('asks nobody where nothing moves', async () => {
    const records = reader();
    const moves = [move(0, 20, 20)];
    expect(await lookAtRecords(moves, records)).toEqual({ moves, checks: [] });
    expect(records.asked).toEqual([]);
  });

  it('looks at the largest moves only where there are very many, and says so', async () => {
    const records = reader();
    const moves = Array.from({ length: 1_000 }, (_, at) => move(at, 20, at % 2 === 0 ? 90 : 30));
    const looked = await lookAtRecords(moves, records);
    expect(records.asked).toHaveLength(400);
    expect(records.asked.every(({ partition }) => partition % 2 === 0)).toBe(true);
    expect(looked.moves).toHaveLength(1_000);
    expect(looked.checks.map(({ level, sentence }) => `${level}: ${sentence}`)).toEqual([
      'warn: records were looked at in 200 of 1,000 partitions, those that move most',
    ]);
  });

  it('tells a partition that cannot be looked at by itself, and plans on', async () => {
    const { moves, checks } = await lookAtRecords([move(0, 20, 21)], reader('this login may not read the topic'));
    expect(moves).toMatchObject([{ notes: ['its records were not looked at: this login may not read the topic'] }]);
    expect(checks).toEqual([]);
  });
});
