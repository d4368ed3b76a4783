import { describe, expect, it } from 'vitest';
import { layOutMoves } from '../../../../cli/render/offset-table.ts';
import { layOutPeek } from '../../../../cli/render/skipped-records.ts';
import type { Plan } from '../../../../src/domain/change/plan.ts';
import type { OffsetMove } from '../../../../src/domain/offsets/move.ts';
import { type OffsetStep, objectChangeOf, stepsFor } from '../../../../src/domain/offsets/offset-step.ts';
import type { RecordFacts } from '../../../../src/domain/records/entry-facts.ts';
import { showBytes } from '../../../../src/domain/records/show-bytes.ts';

const createdAt = '2026-03-01T12:00:00.000Z';
const nowMs = Date.parse(createdAt);

function entry(offset: number, ageMs: number): RecordFacts {
  const sizes = { sizeBytes: 512, keyBytes: 12, valueBytes: 480, headerCount: 2, valueFormat: 'avro' as const };
  return { kind: 'record', offset, timestampMs: nowMs - ageMs, timestampType: 'CreateTime', ...sizes };
}

function move(more: Partial<OffsetMove>): OffsetMove {
  const ends = { before: { offset: 41_207, metadata: '' }, after: { offset: 9_041_207, metadata: '' } };
  const log = { start: 7, lastStable: 9_041_207, end: 9_041_207 };
  const where = { topic: 'a-topic-with-a-rather-long-name', partition: 12, topicId: 'id' };
  return { ...where, ...ends, log, skippedRecords: 9_000_000, notes: [], ...more };
}

function planOf(...moves: readonly OffsetMove[]): Plan<OffsetStep> {
  return {
    ...{ planId: 'p', kind: 'offset-reset', createdAt, expiresAt: createdAt, digest: '', checks: [], risk: '' },
    target: { clusterId: 'c', principal: 'User:a' },
    objects: moves.map(one => objectChangeOf('app', one)),
    steps: stepsFor({ group: 'app', readAt: createdAt }, moves, false),
  };
}

const large = move({ oldRecord: entry(41_207, 3 * 86_400_000), approximateBytes: 12_345_678_901 });
const page = (columns: number | undefined) => ({ columns, hasColour: false });

describe('the table of a plan', () => {
  it('tells records, bytes and ages, and where the log ends', () => {
    expect(layOutMoves(planOf(large), page(undefined))).toEqual([
      'PARTITION                           COMMITTED        NEW  SKIPS (+) RE-READS (-)  ≈ BYTES        AGE  LOG START    LOG END',
      'a-topic-with-a-rather-long-name:12     41,207  9,041,207              +9,000,000    12 GB  3 d → end          7  9,041,207',
    ]);
  });

  it.each([60, 72, 80, 100, 120, 160, 200])('fits a page of %i columns, records first', columns => {
    const lines = layOutMoves(
      planOf(large, move({ partition: 13, notes: ['its records were not looked at'] })),
      page(columns),
    );
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
    expect(lines[1]).toContain('+9,000,000');
    expect(lines.join('\n').includes('12 GB')).toBe(columns >= 72);
  });

  it('tells of each skipped record what is known without looking into it', () => {
    const after = { offset: 41_208, metadata: '' };
    const one = move({ after, skippedRecords: 1, skippedEntries: [entry(41_207, 180_000)], approximateBytes: 512 });
    expect(layOutMoves(planOf(one), page(undefined)).at(-1)?.trim()).toBe(
      'skips offset 41,207, 512 B, written 3 min ago: key 12 B, value 480 B of avro, 2 headers',
    );
    const many = Array.from({ length: 11 }, (_, partition) => ({ ...one, partition }));
    expect(layOutMoves(planOf(...many), page(undefined))).toHaveLength(12);
  });
});

describe('what is in skipped records', () => {
  it('is shown so that nothing in it reaches the terminal as a command', () => {
    const nasty = Buffer.from('\u001b]0;owned\u0007\r\n\u202e{"a":1}');
    const peek = {
      entries: [
        {
          ...{ topic: 'orders', partition: 3, entry: entry(41_207, 180_000) },
          key: showBytes(nasty, nasty.length),
          value: showBytes(Buffer.from([0, 0, 0, 0, 7, 2, 0xff]), 480, {
            kind: 'undecoded',
            reason: 'no\u001b[2Jschema',
          }),
          headers: [{ name: 'x\u001b', value: showBytes(nasty, nasty.length) }],
        },
      ],
      problems: [{ topic: 'orders', partition: 4, problem: 'this login may not read the topic' }],
      morePartitions: 2,
    };
    const lines = layOutPeek(peek, page(undefined));
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(lines).toEqual([
      'orders:3 offset 41,207: 512 B, 2026-03-01T11:57:00.000Z',
      String.raw`  key: (text, 22 B) \u{1b}]0;owned\u{7}\u{d}\u{a}\u{202e}{"a":1}`,
      String.raw`  value: (hex, 480 B; schema 7; not decoded: no\u{1b}[2Jschema) 000000000702ff…`,
      String.raw`  header x\u{1b}: (text, 22 B) \u{1b}]0;owned\u{7}\u{d}\u{a}\u{202e}{"a":1}`,
      '  and 1 header more',
      'orders:4: this login may not read the topic',
      '… and records of 2 partitions more',
    ]);
    for (const line of layOutPeek(peek, page(60))) expect(line.length).toBeLessThanOrEqual(62);
  });
});
