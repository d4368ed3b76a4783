import { describe, expect, it } from 'vitest';
import type { OffsetTarget, Position } from '../../../../src/domain/offsets/request.ts';
import { checkShareRequest, shareConsequence } from '../../../../src/domain/offsets/share-group.ts';

const at = (more: Partial<Position>): OffsetTarget => ({
  kind: 'positions',
  from: 'file',
  positions: [{ topic: 'orders', partition: 0, offset: 5, ...more }],
});

describe('what is asked of a share group', () => {
  it.each<OffsetTarget>([
    { kind: 'earliest' },
    { kind: 'last-stable' },
    { kind: 'shift', byRecords: -1 },
    at({}),
    at({ metadata: '' }),
  ])('may be %j', target => {
    expect(checkShareRequest({ target })).toEqual([]);
  });

  it.each<[string, OffsetTarget]>([
    ['waits at one record', { kind: 'skip-record' }],
    ['keeps no metadata: take it out for "orders:0"', at({ metadata: 'mine' })],
    ['keeps no leader epoch: take it out for "orders:0"', at({ leaderEpoch: 2 })],
  ])('is refused by name where it %s', (name, target) => {
    expect(checkShareRequest({ target })).toMatchObject([
      { name: 'target-fits-the-kind', level: 'block', sentence: expect.stringContaining(name) as string },
    ]);
  });

  it('loses what is known of single records, and its beginning where it had none', () => {
    expect(shareConsequence([{ after: { offset: 5 } }])).not.toContain('share.auto.offset.reset');
    expect(shareConsequence([{ after: { offset: 5 } }, {}])).toContain('share.auto.offset.reset decides');
  });
});
