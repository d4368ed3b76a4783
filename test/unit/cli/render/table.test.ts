import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, layOutTable } from '../../../../cli/render/table.ts';

const columns: readonly Column[] = [
  { title: 'VERDICT' },
  { title: 'GROUP', cutDownTo: 12 },
  { title: 'STATE', leaveOutRank: 1 },
  { title: 'LAG', align: 'right' },
];
const rows = [
  {
    cells: ['STALLED', 'billing-of-the-whole-group', 'Stable', '12,345'],
    notes: ['one two three four five six seven eight'],
  },
  { cells: ['OK', '日本語', 'Empty', '0'] },
];

describe('a table', () => {
  it('aligns its columns, wide letters too, and puts notes under their row', () => {
    expect(layOutTable(columns, rows, { columns: undefined, hasColour: false })).toEqual([
      'VERDICT  GROUP                       STATE      LAG',
      'STALLED  billing-of-the-whole-group  Stable  12,345',
      '         one two three four five six seven eight',
      'OK       日本語                      Empty        0',
    ]);
  });

  it('leaves out by rank, cuts what may be cut and wraps notes on a narrow page', () => {
    expect(layOutTable(columns, rows, { columns: 32, hasColour: false })).toEqual([
      'VERDICT  GROUP               LAG',
      'STALLED  billing-of-the…  12,345',
      '         one two three four five',
      '         six seven eight',
      'OK       日本語                0',
    ]);
  });

  it('aligns a thousand rows alike', () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({ cells: ['OK', `group-${at}`, 'Empty', String(at)] }));
    const lines = layOutTable(columns, many, { columns: undefined, hasColour: false });
    expect(lines).toHaveLength(1001);
    expect([lines[1], lines[1000]]).toEqual(['OK       group-0    Empty    0', 'OK       group-999  Empty  999']);
  });

  it('never makes a line longer than the page, whatever the names', () => {
    const cell = fc.stringMatching(/^[a-z0-9._日 -]{1,60}$/);
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), fc.integer({ min: 40, max: 200 }), (names, width) => {
        const lines = layOutTable(
          columns,
          names.map(name => ({ cells: ['STOPPED', name, 'Stable', '1'] })),
          { columns: width, hasColour: false },
        );
        expect(lines).toHaveLength(names.length + 1);
        for (const line of lines) {
          expect(line.length + line.replaceAll(/[^日]/g, '').length).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});
