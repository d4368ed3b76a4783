import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emfLagMetrics } from '../../../../src/adapters/aws/emf-lag-metrics.ts';
import { dimensionValue } from '../../../../src/adapters/aws/metric-dimension.ts';
import { maxGroupMetrics } from '../../../../src/domain/lag/lag-metric-names.ts';
import type { GroupVerdict, LagReport, Verdict } from '../../../../src/domain/lag/verdict.ts';

interface Blob {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly [
      { Namespace: string; Dimensions: readonly string[][]; Metrics: readonly { Name: string; Unit: string }[] },
    ];
  };
  readonly [field: string]: unknown;
}

const blobs: Blob[] = [];
beforeEach(() => {
  blobs.length = 0;
  vi.useFakeTimers({ now: new Date('2026-11-01T10:00:05.000Z') });
  // Lambda takes metrics from lines of standard output; what is not ours goes on as it came.
  const write = process.stdout.write.bind(process.stdout);
  vi.spyOn(process.stdout, 'write').mockImplementation(chunk => {
    if (!String(chunk).startsWith('{"_aws"')) return write(chunk);
    blobs.push(JSON.parse(String(chunk)) as Blob);
    return true;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const groupOf = (group: string, verdict: Verdict, lagRecords: number): GroupVerdict => ({
  group,
  kind: 'classic',
  state: 'Stable',
  verdict,
  lagRecords,
  partitionCount: 1,
  evidence: '',
  partitions: [],
  furtherPartitions: 0,
  findings: [],
});

const reportOf = (groups: readonly GroupVerdict[]): LagReport => ({
  clusterId: 'lkc',
  takenAt: '2026-11-01T10:00:00.000Z',
  snapshotMs: 270,
  window: { samples: 5, spanMs: 240_000 },
  rules: { allowedLagRecords: 0, minimumSamples: 2, standstillMs: 60_000 },
  totals: {
    groups: groups.length,
    groupPartitions: groups.length,
    lagRecords: 12,
    byVerdict: { OK: 1, NEW: 1, WARN: 2, REWOUND: 3, STOPPED: 4, STALLED: 5 },
    unreadable: 6,
  },
  groups,
  unreadable: [],
});

const publish = (report: LagReport, isWatched: (group: string) => boolean = () => false): void => {
  emfLagMetrics({ cluster: 'shop', isWatched }).publish(report);
};

const groupsWithMetric = () => blobs.filter(b => 'Group' in b).map(b => [b['Group'], b['LagRecords']]);

describe('the lag metrics', () => {
  it('are one set a cluster, at the time the sample was taken, under the one dimension its alarms name', () => {
    publish(reportOf([]));
    expect(blobs).toHaveLength(1);
    expect(blobs[0]).toMatchObject({
      Cluster: 'shop',
      Groups: 0,
      GroupsInWarning: 2,
      GroupsInError: 12,
      LagRecords: 12,
      UnreadableItems: 6,
      SnapshotMs: 270,
    });
    expect(blobs[0]?._aws.Timestamp).toBe(Date.parse('2026-11-01T10:00:00.000Z'));
    const [directive] = blobs[0]!._aws.CloudWatchMetrics;
    expect(directive).toMatchObject({ Namespace: 'KafkaSteward', Dimensions: [['Cluster']] });
    expect(directive.Metrics).toContainEqual({ Name: 'SnapshotMs', Unit: 'Milliseconds' });
  });

  it('are given by group for groups that are not OK only', () => {
    publish(
      reportOf([groupOf('a', 'STALLED', 9), groupOf('b', 'WARN', 3), groupOf('c', 'OK', 0), groupOf('d', 'NEW', 0)]),
    );
    expect(groupsWithMetric()).toEqual([
      ['a', 9],
      ['b', 3],
    ]);
    const dimensions = blobs[1]?._aws.CloudWatchMetrics[0].Dimensions.map(set => set.toSorted());
    expect(dimensions).toEqual([['Cluster', 'Group']]);
  });

  it('are given for an OK group that is watched', () => {
    publish(reportOf([groupOf('billing', 'OK', 0), groupOf('c', 'OK', 0)]), group => group === 'billing');
    expect(groupsWithMetric()).toEqual([['billing', 0]]);
  });

  it('stop at the budget when very many groups are bad, worst first', () => {
    publish(reportOf(Array.from({ length: 500 }, (_, n) => groupOf(`g${n}`, 'STOPPED', 500 - n))));
    expect(groupsWithMetric()).toHaveLength(maxGroupMetrics);
    expect(groupsWithMetric()[0]).toEqual(['g0', 500]);
  });
});

describe('a metric dimension', () => {
  it.each([
    ['orders-v2', 'orders-v2'],
    ['a b:c', 'a b:c'],
    [':a', '%3Aa'],
    ['заказ', '%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7'],
    ['100%', '100%25'],
    ['', '%'],
    [' ', '%20'],
  ])('%j is %j', (name, value) => {
    expect(dimensionValue(name)).toBe(value);
  });

  it('is always one CloudWatch takes, and two names never share one', () => {
    const anyName = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        expect(dimensionValue(a)).toMatch(/^[!-9;-~]([ -~]{0,1022}[!-~])?$/);
        expect(dimensionValue(a) === dimensionValue(b)).toBe(a.toWellFormed() === b.toWellFormed());
      }),
    );
  });
});
