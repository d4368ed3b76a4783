import { describe, expect, it } from 'vitest';
import { renderLagCheck } from '../../../../cli/render/lag.ts';
import { groupVerdict, lagReport, stalledBilling } from '../../../builders/lag-report.ts';

const page = {
  columns: 80,
  hasColour: false,
  nowMs: Date.parse('2026-03-01T12:00:18Z'),
  topGroups: 50,
};

describe('the text of a lag check', () => {
  it('says what is bad, what else was found and what could not be read, on 80 columns', () => {
    const found = {
      kind: 'recordsLost',
      topic: 'clicks',
      partition: 1,
      sentence: 'clicks-1: 12 records were deleted',
    } as const;
    const report = lagReport(
      [stalledBilling, groupVerdict({ group: 'clicks', findings: [found], unreadablePartitions: 2 }), groupVerdict()],
      { unreadable: [{ what: 'groups of broker 2', count: 1, errorCode: 10_001, sentence: 'it cannot be reached' }] },
    );
    expect(renderLagCheck(report, page)).toBe(
      [
        'VERDICT  GROUP    KIND      STATE      LAG  PARTITIONS',
        'STALLED  billing  consumer  Stable  12,345           6',
        '         orders-2: the commit stands at 41,207 for 15 s while 5,120 records',
        '         wait; 2 members are in the group (and 2 more partitions not OK)',
        '         orders-2 is assigned to app-1 at 10.0.0.7',
        '         next: look at the record at orders-2 offset 41,207',
        '         (docs/runbooks/group-stalled.md)',
        'OK       clicks   classic   Stable       0           3',
        '         2 partitions could not be read',
        'OK       audit    classic   Stable       0           3',
        '',
        'Found beside the verdicts:',
        '  clicks: clicks-1: 12 records were deleted',
        '',
        'Could not be read:',
        '  groups of broker 2: it cannot be reached',
        '',
        '3 groups (1 STALLED, 2 OK), 12 partitions, 12,345 records behind',
        'cluster MkU3OEVBNTcwNTJENDM2Qk, read at 2026-03-01T12:00:15.000Z (3 s ago) in 41',
        'ms; 4 samples over 15 s',
        '',
      ].join('\n'),
    );
  });

  it('neutralises names that would take over the terminal', () => {
    const text = renderLagCheck(lagReport([groupVerdict({ group: '\u001b]0;owned\u0007\r\nOK' })]), page);
    expect(text).toContain('\\u{1b}]0;owned\\u{7}\\u{d}\\u{a}OK');
    expect(text).not.toMatch(/[\u0007\u001b\r]/);
  });

  it('says so when there is no group', () => {
    expect(renderLagCheck(lagReport([]), page)).toMatch(
      /^no group to judge\n\n0 groups, 0 partitions, 0 records behind\n/,
    );
  });
});
