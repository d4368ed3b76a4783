import { describe, expect, it } from 'vitest';
import { rowError } from '../../../../src/domain/kafka/row-error.ts';
import { judge } from '../../../../src/domain/lag/report.ts';
import type { LagRules } from '../../../../src/domain/lag/verdict.ts';
import { minuteMs, windowOf } from '../../../builders/lag-window.ts';
import type { GroupSpec, RowSpec, SnapshotSpec } from '../../../builders/snapshot.ts';
import { noon, snapshotOf } from '../../../builders/snapshot.ts';

const rules: LagRules = { allowedLagRecords: 0, minimumSamples: 3, standstillMs: 120_000 };
const describeCode = (code: number) => `Kafka's code ${code}`;

/** The same snapshot three minutes running: what has lag stands still. */
const held = (spec: SnapshotSpec) =>
  windowOf([0, 1, 2].map(minute => snapshotOf({ ...spec, takenAtMs: noon + minute * minuteMs })));
const reportOf = (groups: Record<string, GroupSpec>, more: Partial<SnapshotSpec> = {}) =>
  judge(held({ ...more, groups }), rules, describeCode);
const lagging = (lag: number): RowSpec => ({ committed: 100, end: 100 + lag });

describe('judge', () => {
  it('sorts groups by verdict, then lag, then name, and adds everything up', () => {
    const report = reportOf({
      fine: { rows: { 'orders-0': lagging(0), 'orders-1': lagging(0) } },
      b: { rows: { 'x-0': lagging(5) } },
      a: { rows: { 'x-1': lagging(5) } },
      most: { rows: { 'x-2': lagging(6) } },
      off: { state: 'Empty', rows: { 'x-3': lagging(900) } },
    });
    expect(report.groups.map(group => [group.group, group.verdict, group.lagRecords])).toEqual([
      ['most', 'STALLED', 6],
      ['a', 'STALLED', 5],
      ['b', 'STALLED', 5],
      ['off', 'STOPPED', 900],
      ['fine', 'OK', 0],
    ]);
    expect(report).toMatchObject({
      clusterId: 'cluster-a',
      takenAt: '2026-01-15T12:02:00.000Z',
      window: { samples: 3, spanMs: 120_000 },
      totals: { groups: 5, groupPartitions: 6, lagRecords: 916, unreadable: 0 },
      unreadable: [],
    });
    expect(report.totals.byVerdict).toEqual({ OK: 1, NEW: 0, WARN: 0, REWOUND: 0, STOPPED: 1, STALLED: 3 });
  });

  it('takes the worst partition for the group and names it', () => {
    const [group] = reportOf({ g: { rows: { 'a-0': lagging(0), 'b-1': lagging(3), 'b-0': lagging(9) } } }).groups;
    expect(group).toMatchObject({ verdict: 'STALLED', lagRecords: 12, partitionCount: 3, furtherPartitions: 0 });
    expect(group!.evidence).toMatch(/^b-0: committed offset 100 has stood still for 2 min and 9 records wait/);
    expect(group!.partitions.map(p => [p.topic, p.partition, p.lagRecords])).toEqual([
      ['b', 0, 9],
      ['b', 1, 3],
    ]);
  });

  it('lists no partition of a group that was seen too briefly, and names the one that lags most', () => {
    const rows = { 'a-0': lagging(0), 'a-1': lagging(7), 'a-2': lagging(3) };
    const [group] = judge(windowOf([snapshotOf({ groups: { g: { rows } } })]), rules, describeCode).groups;
    expect(group).toMatchObject({ verdict: 'NEW', partitions: [], furtherPartitions: 0 });
    expect(group!.evidence).toMatch(/^a-1: /);
  });

  it('lists twenty partitions of a group and counts the rest', () => {
    const rows = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`t-${i}`, lagging(i + 1)]));
    const [group] = reportOf({ g: { rows } }).groups;
    expect(group!.partitions).toHaveLength(20);
    expect(group!.partitions[0]!.partition).toBe(49);
    expect(group!.furtherPartitions).toBe(30);
  });

  it('leaves out groups that do not consume', () => {
    const report = reportOf({ connect: { kind: 'other' }, share: { kind: 'share', rows: { 'a-0': lagging(1) } } });
    expect(report.groups.map(group => [group.group, group.kind])).toEqual([['share', 'share']]);
  });

  it('says that nothing can be judged of a group that committed nothing', () => {
    expect(reportOf({ g: {} }).groups[0]).toMatchObject({
      verdict: 'NEW',
      partitionCount: 0,
      evidence: 'it has committed no offset, so there is nothing to judge',
    });
  });

  it('tells records lost to retention beside the lag', () => {
    const [group] = reportOf({ g: { rows: { 'a-0': { committed: 10, logStart: 40, end: 50 } } } }).groups;
    expect(group).toMatchObject({ verdict: 'STALLED', lagRecords: 40 });
    expect(group!.findings).toEqual([
      {
        kind: 'recordsLost',
        topic: 'a',
        partition: 0,
        sentence:
          'a-0: 30 records were deleted before the group read them: the commit is 10, the log starts at 40; 10 records can still be read',
      },
    ]);
  });

  it('counts no lag for a commit above the end, and tells it', () => {
    const [group] = reportOf({ g: { rows: { 'a-0': { committed: 2 ** 60, end: 50 } } } }).groups;
    expect(group).toMatchObject({ verdict: 'OK', lagRecords: 0, findings: [{ kind: 'commitAboveEnd' }] });
  });

  it('calls a deleted topic a finding of the group and no failure of the check', () => {
    const report = reportOf({
      g: { rows: { 'gone-0': { committed: 10, partitionError: 3 }, 'a-0': lagging(0) } },
      only: { rows: { 'gone-1': { committed: 10, partitionError: 3 } } },
    });
    expect(report.totals.unreadable).toBe(0);
    expect(report.groups.map(group => [group.group, group.verdict, group.evidence])).toEqual([
      ['g', 'OK', 'no record waits'],
      ['only', 'OK', 'every topic it committed to is gone'],
    ]);
    expect(report.groups[0]!.findings.map(finding => finding.sentence)).toEqual([
      'gone-0: the topic or partition is gone, the commit 10 is left over',
    ]);
  });

  it('tells a hanging transaction', () => {
    const [group] = reportOf({ g: { rows: { 'a-0': { committed: 10, lastStable: 10, end: 50 } } } }).groups;
    expect(group!.findings.map(finding => finding.sentence)).toEqual([
      'a-0: an open transaction holds back 40 records from offset 10 on',
    ]);
  });

  it('lists twenty findings of a group and counts the rest', () => {
    const rows = Object.fromEntries(Array.from({ length: 23 }, (_, i) => [`t-${i}`, { committed: 9, end: 5 }]));
    const [group] = reportOf({ g: { rows } }).groups;
    expect(group!.findings).toHaveLength(20);
    expect(group!.furtherFindings).toBe(3);
  });

  it('counts alike what could not be read, and loses none of it', () => {
    const denied = { error: 30 };
    const report = reportOf(
      {
        typo: { error: rowError.groupUnknown },
        ...Object.fromEntries(['d1', 'd2', 'd3', 'd4', 'd5'].map(name => [name, denied])),
        g: { rows: { 'a-0': { error: rowError.timedOut }, 'a-1': { error: rowError.timedOut }, 'a-2': lagging(0) } },
        h: { rows: { 'dark-0': { partitionError: 5 }, 'dark-1': { partitionError: 5 } } },
        i: { rows: { 'dark-0': { partitionError: 5 }, 'a-2': { error: rowError.noCommit, end: 100 } } },
      },
      { gaps: [{ what: 'groups of broker 2', errorCode: 10_001, sentence: 'the broker cannot be reached' }] },
    );
    expect(report.unreadable).toEqual([
      { what: 'groups of broker 2', count: 1, errorCode: 10_001, sentence: 'the broker cannot be reached' },
      { what: 'groups "d1", "d2", "d3" and 2 more', count: 5, errorCode: 30, sentence: "Kafka's code 30" },
      { what: 'group "typo"', count: 1, errorCode: 10_004, sentence: 'there is no such group on the cluster' },
      { what: '2 partitions of topic "dark"', count: 2, errorCode: 5, sentence: "Kafka's code 5" },
      {
        what: '1 partition of group "i"',
        count: 1,
        errorCode: 10_000,
        sentence: 'the group has no committed offset for this partition',
      },
      { what: '2 partitions of group "g"', count: 2, errorCode: 10_002, sentence: 'the broker did not answer in time' },
    ]);
    // All but the partition without a commit, where nothing failed.
    expect(report.totals.unreadable).toBe(11);
    expect(report.groups.map(group => [group.group, group.verdict, group.unreadablePartitions])).toEqual([
      ['h', 'NEW', 2],
      ['i', 'NEW', 1],
      ['g', 'OK', 2],
    ]);
    expect(report.groups[0]!.evidence).toBe('none of its 2 committed partitions could be read');
  });

  it('still judges the rows of a group of which something else could not be read', () => {
    const report = reportOf({ g: { error: 15, rows: { 'a-0': lagging(4) } } });
    expect(report.groups[0]).toMatchObject({ group: 'g', verdict: 'STALLED' });
    expect(report.totals.unreadable).toBe(1);
  });
});
