import { gibibyte } from '../cost/units.ts';
import { counted } from '../lag/figures.ts';
import { type MeasuredPart, secondsText } from './measured-workload.ts';
import type { MetricSeries } from './metric-series.ts';
import { type MetricsMeasurement, meanOf, mostOf, newestOf, type Seen, totalsOf } from './metric-totals.ts';

/** What is on the disks, by what is written with its replicas: how long it stays there. */
export function metricKept(disks: Seen, storage: Seen, { cluster, series }: MetricsMeasurement): MeasuredPart {
  if (cluster.kind !== 'standard') {
    const observed =
      storage.totals === undefined
        ? []
        : [{ what: 'storage used', value: newestOf(storage.totals), unit: 'bytes' as const }];
    return { observed, missing: [{ field: 'retention', why: 'CloudWatch does not tell how long records are kept' }] };
  }
  if (disks.totals === undefined || cluster.diskGibPerBroker === undefined) {
    return { missing: [{ field: 'retention', why: disks.why }] };
  }
  const used = (newestOf(disks.totals) / 100) * cluster.diskGibPerBroker * gibibyte;
  const rate = meanOf(totalsOf(series, 'BytesInPerSec') ?? { values: [0] });
  const replicas = replicasOf(series) ?? 3;
  const observed = [{ what: 'on the disks of all brokers', value: used, unit: 'bytes' }] as const;
  if (rate === 0)
    return { observed, missing: [{ field: 'retention', why: 'it counts by what is written, and nothing was' }] };
  const time = secondsText(used / (rate * replicas));
  if (cluster.isTiered) {
    const why = 'the cluster has a tier, and CloudWatch does not tell how long records are kept in all';
    return { workload: { localRetention: time }, observed, missing: [{ field: 'retention', why }] };
  }
  return {
    workload: { retention: time },
    observed,
    notes: [
      `retention is what fills the disks as they are at these rates, with ${counted(replicas, 'replica')}; settings of topics may say otherwise`,
    ],
  };
}

/** Topics, their partitions and replicas. */
export function metricLayout(
  global: Seen,
  perBroker: Seen,
  { totals: topicTotals }: Seen,
  { series, cluster }: MetricsMeasurement,
): MeasuredPart {
  const topics = topicTotals === undefined ? 0 : Math.round(mostOf(topicTotals));
  const seenTopics = topicTotals === undefined ? [] : [{ what: 'topics', value: topics, unit: 'topics' } as const];
  if (global.totals === undefined) {
    return { missing: [{ field: 'partitions', why: global.why }], observed: seenTopics };
  }
  const partitions = Math.round(mostOf(global.totals));
  const replicas = replicasOf(series);
  return {
    workload: {
      partitions,
      ...(topics === 0 ? {} : { topics: Math.min(topics, partitions) }),
      ...(replicas === undefined ? {} : { replicationFactor: replicas }),
    },
    missing: replicas === undefined ? [{ field: 'replicationFactor', why: perBroker.why }] : [],
    observed: [...seenTopics, { what: 'partitions, without replicas', value: partitions, unit: 'partitions' }],
    notes: [
      "topics and partitions are counted with Kafka's own",
      ...(cluster.kind === 'express' ? ['Express keeps three replicas of everything'] : []),
    ],
  };
}

const mostReplicas = 6;

/** Replicas on brokers by partitions of the cluster, which is what most topics have. */
function replicasOf(series: readonly MetricSeries[]): number | undefined {
  const global = totalsOf(series, 'GlobalPartitionCount');
  const onBrokers = totalsOf(series, 'PartitionCount');
  if (global === undefined || onBrokers === undefined || mostOf(global) === 0) return undefined;
  return Math.min(mostReplicas, Math.max(1, Math.round(mostOf(onBrokers) / mostOf(global))));
}
