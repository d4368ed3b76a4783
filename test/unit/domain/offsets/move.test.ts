import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commit } from '../../../../src/domain/offsets/commit.ts';
import { planMoves } from '../../../../src/domain/offsets/move.ts';
import { checkTransactions } from '../../../../src/domain/offsets/move-checks.ts';
import { stepsFor } from '../../../../src/domain/offsets/offset-step.ts';
import type { PartitionFacts } from '../../../../src/domain/offsets/partition-facts.ts';
import type { OffsetResetRequest, OffsetTarget } from '../../../../src/domain/offsets/request.ts';
import { riskOf } from '../../../../src/domain/offsets/risk.ts';

const committed: Commit = { offset: 40, leaderEpoch: 3, metadata: 'checkpoint' };
const log = { start: 10, lastStable: 90, end: 100 };

function partition(more: Partial<PartitionFacts> = {}): PartitionFacts {
  return { topic: 'orders', partition: 0, topicId: 'id', committed, log, ...more };
}

function request(target: OffsetTarget, more: Partial<OffsetResetRequest> = {}): OffsetResetRequest {
  return { group: 'app', target, scope: { kind: 'all' }, outOfRange: 'refuse', noRecord: 'refuse', ...more };
}

function moveOf(target: OffsetTarget, facts = partition(), more: Partial<OffsetResetRequest> = {}) {
  const { moves, blocked } = planMoves(request(target, more), [facts]);
  return { move: moves[0], reason: blocked[0]?.reason };
}

const none = partition({ committed: undefined });

describe('where a partition goes', () => {
  it.each<[OffsetTarget, number]>([
    [{ kind: 'earliest' }, 10],
    [{ kind: 'latest' }, 100],
    [{ kind: 'last-stable' }, 90],
    [{ kind: 'offset', offset: 55 }, 55],
    [{ kind: 'shift', byRecords: -5 }, 35],
    [{ kind: 'current' }, 40],
    [{ kind: 'skip-record' }, 41],
    [{ kind: 'skip-record', expectedOffset: 40 }, 41],
    [{ kind: 'positions', from: 'f', positions: [{ topic: 'orders', partition: 0, offset: 77 }] }, 77],
  ])('is right for %j', (target, offset) => {
    const { move, reason } = moveOf(target);
    expect(reason).toBeUndefined();
    expect(move).toMatchObject({ before: committed, after: { offset }, skippedRecords: offset - 40 });
  });

  it('is the record at the time, or what was said where there is none', () => {
    const target = { kind: 'time', timestampMs: 1 } as const;
    expect(moveOf(target, partition({ offsetAtTime: 60 })).move?.after?.offset).toBe(60);
    expect(moveOf(target).reason).toContain('no record at or after the time: its newest record is older');
    expect(moveOf(target, partition(), { noRecord: 'end' }).move).toMatchObject({
      after: { offset: 100 },
      notes: ['no record at or after the time: its newest record is older'],
    });
  });

  it.each<[OffsetTarget, PartitionFacts, string]>([
    [{ kind: 'shift', byRecords: 5 }, none, 'no commit here to count from'],
    [{ kind: 'skip-record' }, none, 'no commit here to count from'],
    [{ kind: 'skip-record', expectedOffset: 39 }, partition(), 'the record to skip is 39, but the group would read 40'],
    [{ kind: 'skip-record' }, partition({ committed: { offset: 100, metadata: '' } }), 'the group has read all'],
    [{ kind: 'skip-record' }, partition({ committed: { offset: 9, metadata: '' } }), 'record 9 is gone'],
    [{ kind: 'offset', offset: 9 }, partition(), 'the log starts at 10; say --clamp'],
    [{ kind: 'offset', offset: 101 }, partition(), 'the log ends at 100; say --clamp'],
    [{ kind: 'positions', from: 'the file', positions: [] }, partition(), 'the file has no offset for it'],
    [{ kind: 'latest' }, partition({ committed: { offset: 2 ** 60, metadata: '' } }), 'larger than this program'],
  ])('refuses %j', (target, facts, reason) => {
    expect(moveOf(target, facts).reason).toContain(reason);
  });

  it('is clamped only when asked to, and says so', () => {
    expect(moveOf({ kind: 'shift', byRecords: 70 }, partition(), { outOfRange: 'clamp' }).move).toMatchObject({
      after: { offset: 100 },
      clampedFrom: 110,
      notes: ['110 is outside the log: the log ends at 100'],
    });
  });

  it('keeps a commit outside the log where only its age is renewed', () => {
    const outside = partition({ committed: { offset: 5, leaderEpoch: 1, metadata: 'm' } });
    expect(moveOf({ kind: 'current' }, outside).move?.after).toEqual(outside.committed);
    expect(moveOf({ kind: 'current' }, none).move).toMatchObject({ after: { offset: 100, metadata: '' } });
  });

  it('keeps the metadata, and the leader epoch only beside the offset it belongs to', () => {
    expect(moveOf({ kind: 'offset', offset: 60 }).move?.after).toEqual({ offset: 60, metadata: 'checkpoint' });
    expect(moveOf({ kind: 'offset', offset: 40 }).move?.after).toEqual(committed);
  });

  it('never leaves the log, whatever is asked for, once it is clamped', () => {
    const anyTarget = fc.oneof<fc.Arbitrary<OffsetTarget>[]>(
      fc.record({ kind: fc.constant('offset' as const), offset: fc.nat() }),
      fc.record({ kind: fc.constant('shift' as const), byRecords: fc.integer() }),
      fc.constantFrom({ kind: 'earliest' as const }, { kind: 'latest' as const }, { kind: 'last-stable' as const }),
    );
    const anyLog = fc.tuple(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000)).map(parts => {
      const [start = 0, lastStable = 0, end = 0] = parts.toSorted((a, b) => a - b);
      return { start, lastStable, end };
    });
    fc.assert(
      fc.property(anyTarget, anyLog, fc.nat(2_000), (target, positions, offset) => {
        const facts = partition({ log: positions, committed: { offset, metadata: '' } });
        const { move } = moveOf(target, facts, { outOfRange: 'clamp' });
        expect(move!.after!.offset).toBeGreaterThanOrEqual(positions.start);
        expect(move!.after!.offset).toBeLessThanOrEqual(positions.end);
        expect(Math.abs(move!.skippedRecords!)).toBeLessThanOrEqual(positions.end - positions.start);
      }),
    );
  });
});

describe('going back', () => {
  const row = { topic: 'orders', partition: 0, topicId: 'id', before: committed, after: { offset: 60, metadata: 'x' } };
  const target = { kind: 'restore', runId: 'r', rows: [row] } as const;

  it('restores what was there to the last letter, though it is no longer in the log', () => {
    const facts = partition({ committed: row.after, log: { start: 50, lastStable: 90, end: 100 } });
    expect(moveOf(target, facts).move).toMatchObject({ before: row.after, after: committed });
  });

  it('deletes a commit where there was none', () => {
    const deleted = { ...target, rows: [{ ...row, before: undefined }] };
    expect(moveOf(deleted, partition({ committed: row.after })).move).not.toHaveProperty('after');
  });

  it('does nothing where it was done before', () => {
    const { moves } = planMoves(request(target), [partition()]);
    expect(stepsFor({ group: 'app', readAt: '' }, moves, false)).toEqual([]);
  });

  it.each<[Commit | undefined, string]>([
    [{ offset: 61, metadata: 'x' }, 'the run left offset 60, now it is offset 61'],
    [{ offset: 60, metadata: 'y' }, 'now it is offset 60 with other metadata or leader epoch'],
    [undefined, 'now it is no commit'],
  ])('refuses where somebody has moved on to %j', (now, reason) => {
    expect(moveOf(target, partition({ committed: now })).reason).toContain(reason);
  });

  it('refuses where the topic was made anew', () => {
    expect(moveOf(target, partition({ committed: row.after, topicId: 'other' })).reason).toContain('made anew');
  });
});

describe('a plan of moves', () => {
  const many = (count: number, metadata = '') =>
    planMoves(
      request({ kind: 'latest' }),
      Array.from({ length: count }, (_, at) => partition({ partition: at, committed: { offset: 40, metadata } })),
    ).moves;

  it('goes to the coordinator in bounded steps', () => {
    const sizes = (moves: ReturnType<typeof many>): number[] =>
      stepsFor({ group: 'app', readAt: '' }, moves, false).map(({ objects }) => objects.length);
    expect(sizes(many(1_001))).toEqual([500, 500, 1]);
    expect(sizes(many(50, 'x'.repeat(4_096)))).toEqual([21, 21, 8]);
  });

  it('tells the risk in one sentence', () => {
    expect(riskOf(many(3), 0)).toBe('skips 180 records in 3 partitions');
    expect(riskOf(planMoves(request({ kind: 'skip-record' }), [partition()]).moves, 0)).toBe(
      'skips 1 record (offset 40) of orders:0',
    );
    expect(riskOf(planMoves(request({ kind: 'earliest' }), [partition(), none]).moves, 0)).toBe(
      're-reads 30 records, commits 1 partition for the first time in 2 partitions',
    );
    expect(riskOf([], 0)).toBe('changes nothing: every partition is where it is to be');
  });

  it('counts from what a share group has done after its start offset, and says so', () => {
    const { move } = moveOf({ kind: 'latest' }, partition({ doneRecords: 50 }));
    expect(move).toMatchObject({ before: { offset: 40 }, after: { offset: 100 }, skippedRecords: 10 });
    expect(move?.notes).toEqual(['the group has done 50 records after its start offset']);
  });

  describe('of a group that an open transaction holds back', () => {
    const held = partition({ committed: { offset: 90, metadata: '' } });
    const check = (target: OffsetTarget, openTransactions?: 'ignore') =>
      checkTransactions([held], planMoves(request(target), [held]).moves, openTransactions);

    it('refuses to go on, which no move can help, and says how to find the transaction', () => {
      expect(check({ kind: 'latest' })).toMatchObject([
        { name: 'no-open-transaction', level: 'block', sentence: expect.stringContaining('find-hanging') as string },
      ]);
    });

    it('only warns where it goes back, stays, or is said not to wait for transactions', () => {
      const warning = [{ name: 'no-open-transaction', level: 'warn' }];
      expect(check({ kind: 'earliest' })).toMatchObject(warning);
      expect(check({ kind: 'current' })).toMatchObject(warning);
      expect(check({ kind: 'latest' }, 'ignore')).toMatchObject(warning);
    });

    it('has nothing to say where the group is not there yet', () => {
      const free = partition();
      expect(checkTransactions([free], planMoves(request({ kind: 'latest' }), [free]).moves, undefined)).toEqual([]);
    });
  });
});
