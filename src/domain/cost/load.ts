import type { Demand } from './demand.ts';
import type { StewardFactors } from './factors.ts';
import { gibibyte } from './units.ts';
import type { Workload } from './workload.ts';

/** What one broker sustains, in bytes a second. */
export interface BrokerLimits {
  readonly diskBytesPerSecond: number;
  readonly networkBytesPerSecond: number;
  readonly partitions: number;
  readonly diskGib: number;
  readonly diskSource: string;
  readonly throughputSource: string;
  readonly partitionSource: string;
}

/**
 * What a cluster of brokers with disks has to carry, by our own model. A zone is away, and comes back: the others serve
 * all clients and replicas meanwhile, then feed what was missed; the returning brokers write that on top.
 */
export function brokerDemands(workload: Workload, broker: BrokerLimits, factors: StewardFactors): readonly Demand[] {
  const { replicationFactor: replicas, zones, compressionRatio } = workload;
  const into = workload.peakInBytesPerSecond / compressionRatio;
  const out = workload.peakOutBytesPerSecond / compressionRatio;
  const catchUp = (factors.catchUpFactor * into * replicas) / failureDomains(zones);
  const share = `at ${Math.round(factors.utilization * 100)} %`;
  const throughput = { unit: 'bytes/s', source: broker.throughputSource } as const;
  const disk = broker.diskBytesPerSecond * factors.utilization;
  const network = broker.networkBytesPerSecond * factors.utilization;
  const written = into * replicas * (1 + factors.catchUpFactor);
  const read = into * replicas * (1 - 1 / failureDomains(zones)) + catchUp + factors.coldReadShare * out;
  return [
    demand('disk-throughput', `disk writes of a zone that catches up, per broker, ${share}`, written, disk, throughput),
    survivorDemand(
      'disk-throughput',
      `disk while a zone catches up, per broker left, ${share}`,
      read,
      disk,
      throughput,
    ),
    survivorDemand(
      'network-out',
      `network out while a zone catches up, per broker left, ${share}`,
      out + into * (replicas - 1) + catchUp,
      network,
      throughput,
    ),
    demand('network-in', `network into a zone that catches up, per broker, ${share}`, written, network, throughput),
    demand('partitions', 'replicas per broker, recommended', workload.partitions * replicas, broker.partitions, {
      unit: 'partitions',
      source: broker.partitionSource,
    }),
    demand(
      'disk-size',
      `disk per broker, ${Math.round(factors.diskUtilization * 100)} % full`,
      diskBytes(workload) / factors.diskUtilization,
      broker.diskGib * gibibyte,
      { unit: 'bytes', source: broker.diskSource },
    ),
    demand('zones', 'a broker for each replica and each zone', Math.max(replicas, zones), 1, {
      unit: 'brokers',
      source: 'Kafka: replicas of a partition are on different brokers',
    }),
  ];
}

/** All replicas, on the brokers' own disks. */
export function diskBytes(workload: Workload): number {
  const written = workload.averageInBytesPerSecond / workload.compressionRatio;
  return written * workload.localRetentionSeconds * workload.replicationFactor;
}

/** One zone out of so many is away. In one zone it is a broker, a third at the most. */
function failureDomains(zones: number): number {
  return zones === 1 ? 3 : zones;
}

type Figures = Pick<Demand, 'unit' | 'source'>;

export function demand(id: Demand['id'], what: string, total: number, perBroker: number, figures: Figures): Demand {
  return { id, what, total, perBroker, ...figures, isCarriedBySurvivors: false };
}

export function survivorDemand(...given: Parameters<typeof demand>): Demand {
  return { ...demand(...given), isCarriedBySurvivors: true };
}
