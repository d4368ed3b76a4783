import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import {
  type ClusterMetricName,
  clusterDimension,
  groupDimension,
  groupMetricName,
  maxGroupMetrics,
  metricNamespace,
} from '../../domain/lag/lag-metric-names.ts';
import type { LagReport } from '../../domain/lag/verdict.ts';
import type { LagMetrics } from '../../ports/lag-metrics.ts';
import { dimensionValue } from './metric-dimension.ts';

export interface EmfLagMetricsOptions {
  /** The cluster as its user calls it; alarms are made for this name before the cluster's own id is known. */
  readonly cluster: string;
  /** Groups that get a metric even while they are OK. */
  readonly isWatched: (group: string) => boolean;
}

/** Publishes a sample's figures as embedded metric format: lines of the function's log, no API call. */
export const emfLagMetrics = (options: EmfLagMetricsOptions): LagMetrics => {
  const { cluster, isWatched } = options;
  const startBlob = (report: LagReport, dimensions: Readonly<Record<string, string>>): Metrics => {
    const metrics = new Metrics({ namespace: metricNamespace });
    // Powertools adds its own dimension `service`, which would have to be repeated by every alarm and widget.
    metrics.clearDefaultDimensions();
    metrics.addDimensions({ [clusterDimension]: dimensionValue(cluster), ...dimensions });
    metrics.setTimestamp(new Date(report.takenAt));
    return metrics;
  };
  return {
    publish(report) {
      const ofCluster = startBlob(report, {});
      for (const [name, value] of Object.entries(clusterFigures(report)))
        ofCluster.addMetric(name, name === 'SnapshotMs' ? MetricUnit.Milliseconds : MetricUnit.Count, value);
      ofCluster.publishStoredMetrics();
      const withMetric = report.groups.filter(g => (g.verdict !== 'OK' && g.verdict !== 'NEW') || isWatched(g.group));
      for (const { group, lagRecords } of withMetric.slice(0, maxGroupMetrics)) {
        const ofGroup = startBlob(report, { [groupDimension]: dimensionValue(group) });
        ofGroup.addMetric(groupMetricName, MetricUnit.Count, lagRecords);
        ofGroup.publishStoredMetrics();
      }
    },
  };
};

const clusterFigures = ({ totals, snapshotMs }: LagReport): Readonly<Record<ClusterMetricName, number>> => ({
  Groups: totals.groups,
  GroupsInWarning: totals.byVerdict.WARN,
  GroupsInError: totals.byVerdict.REWOUND + totals.byVerdict.STOPPED + totals.byVerdict.STALLED,
  LagRecords: totals.lagRecords,
  UnreadableItems: totals.unreadable,
  SnapshotMs: snapshotMs,
});
