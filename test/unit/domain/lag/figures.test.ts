import { describe, expect, it } from 'vitest';
import { counted, duration, grouped, isoInstant, named } from '../../../../src/domain/lag/figures.ts';

describe('figures', () => {
  it('groups thousands and drops fractions', () => {
    expect([grouped(0), grouped(41_207), grouped(-1_500), grouped(2.4)]).toEqual(['0', '41,207', '-1,500', '2']);
  });

  it('counts in the singular and the plural', () => {
    expect([counted(0, 'record'), counted(1, 'record'), counted(812, 'record')]).toEqual([
      '0 records',
      '1 record',
      '812 records',
    ]);
  });

  it.each([
    [0, '0 ms'],
    [-5, '0 ms'],
    [400, '400 ms'],
    [999, '1 s'],
    [45_000, '45 s'],
    [59_700, '1 min'],
    [120_000, '2 min'],
    [125_000, '2 min 5 s'],
    [3_600_000 * 3 + 4 * 60_000 + 5_000, '3 h 4 min'],
    [86_400_000 * 2, '2 d'],
    [86_400_000 * 1_400, '1,400 d'],
  ])('tells %d ms as %s', (ms, text) => expect(duration(ms)).toBe(text));

  it('tells a time no calendar can hold as its figure', () => {
    expect(isoInstant(1e300)).toBe('1e+300 ms');
    expect(isoInstant(0)).toBe('1970-01-01T00:00:00.000Z');
  });

  it('lists names and counts those it leaves out', () => {
    expect([named([]), named(['a']), named(['a', 'b']), named(['a', 'b', 'c', 'd', 'e'])]).toEqual([
      '',
      '"a"',
      '"a" and "b"',
      '"a", "b", "c" and 2 more',
    ]);
  });
});
