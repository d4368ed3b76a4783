import { describe, expect, it } from 'vitest';
import { renderLagCheck } from '../../../../cli/render/lag.ts';
import { rowError } from '../../../../src/domain/kafka/row-error.ts';
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
        '  next: records were deleted before the group read them: see what is missing and',
        '  raise the retention (docs/runbooks/lag-records-lost.md)',
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

  it('tells the findings of groups that the table has no room for, a line a group', () => {
    const above = (partition: number) =>
      ({ kind: 'commitAboveEnd', topic: 't', partition, sentence: `t-${partition}: above` }) as const;
    const quiet = groupVerdict({ group: 'quiet', findings: [above(0), above(1)], furtherFindings: 3 });
    const text = renderLagCheck(lagReport([stalledBilling, quiet]), { ...page, columns: undefined, topGroups: 1 });
    expect(text).toContain(
      [
        'Found beside the verdicts:',
        '  quiet: t-0: above (and 4 more partitions)',
        '  next: the commit points beyond the end of the log: set it to a place that exists (docs/runbooks/lag-commit-above-end.md)',
        '',
      ].join('\n'),
    );
  });

  it('does not call a partition that nobody committed to unreadable', () => {
    const none = { what: '3 partitions of group "a"', count: 3, errorCode: rowError.noCommit, sentence: 'no commit' };
    const text = renderLagCheck(lagReport([groupVerdict()], { unreadable: [none] }), page);
    expect(text).toContain('Nothing to judge:\n  3 partitions of group "a": no commit\n');
    expect(text).not.toContain('Could not be read');
  });

  it('says so when there is no group', () => {
    expect(renderLagCheck(lagReport([]), page)).toMatch(
      /^no group to judge\n\n0 groups, 0 partitions, 0 records behind\n/,
    );
  });
});
