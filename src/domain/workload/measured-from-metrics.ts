import { duration, isoInstant } from '../lag/figures.ts';
import { joined, type MeasuredPart, type MeasuredWorkload } from './measured-workload.ts';
import { metricKept, metricLayout } from './metric-layout.ts';
import { metricRead, metricWritten } from './metric-rates.ts';
import type { MetricName } from './metric-series.ts';
import { type MetricsMeasurement, mostOf, type Seen, totalsOf } from './metric-totals.ts';

/** The workload that CloudWatch saw on an MSK cluster. */
export function measuredFromMetrics(measurement: MetricsMeasurement): MeasuredWorkload {
  const { cluster, fromMs, toMs } = measurement;
  const span = duration(toMs - fromMs);
  const read = (name: MetricName): Seen => {
    const totals = totalsOf(measurement.series, name);
    return { totals, why: `CloudWatch has no ${name} of ${cluster.name} in these ${span}` };
  };
  const about = {
    what: cluster.arn,
    how: 'metrics' as const,
    from: isoInstant(fromMs),
    to: isoInstant(toMs),
    seconds: (toMs - fromMs) / 1_000,
  };
  return joined(about, [
    { workload: { region: cluster.region } },
    metricWritten(read('BytesInPerSec'), read('MessagesInPerSec'), measurement),
    metricRead(read('BytesOutPerSec'), read('BytesInPerSec')),
    metricKept(read('KafkaDataLogsDiskUsed'), read('StorageUsed'), measurement),
    metricLayout(read('GlobalPartitionCount'), read('PartitionCount'), read('GlobalTopicCount'), measurement),
    connected(read('ClientConnectionCount')),
    described(measurement),
  ]);
}

function connected({ totals, why }: Seen): MeasuredPart {
  if (totals === undefined) return { missing: [{ field: 'connections', why }] };
  const connections = Math.ceil(mostOf(totals));
  return {
    workload: { connections },
    observed: [{ what: 'connections of clients, at most', value: connections, unit: 'connections' }],
  };
}

function described({ cluster }: MetricsMeasurement): MeasuredPart {
  const { zones, brokers, brokerType, kind } = cluster;
  return {
    workload: zones === 0 ? {} : { zones },
    missing: [
      ...(zones === 0 ? [{ field: 'zones' as const, why: 'MSK tells no subnets' }] : []),
      { field: 'sameZoneFetch', why: 'CloudWatch does not tell where consumers are' },
    ],
    observed: [
      ...(brokers === undefined
        ? []
        : [
            {
              what: `brokers of MSK ${kind}, ${brokerType ?? 'type unknown'}`,
              value: brokers,
              unit: 'brokers' as const,
            },
          ]),
    ],
    notes: [
      'CloudWatch goes by the name of a cluster: where an earlier one had the same name, its figures are among these',
    ],
  };
}
