import {
  brokerQuota,
  brokersFrom,
  type Candidate,
  cheapest,
  isAllowed,
  refuse,
  refuseAll,
  usdOfMetrics,
  usdPerUnit,
} from './candidate.ts';
import { type Demand, judgeDemands, leastBrokers, refusalOf } from './demand.ts';
import { demand, survivorDemand } from './load.ts';
import {
  type ExpressType,
  expressMegabytesPerPartition,
  expressReplicationFactor,
  expressSource,
  expressTypes,
  expressZones,
} from './msk-express-types.ts';
import { iamConnectionsPerBroker, standardQuotaSource } from './msk-standard-types.ts';
import type { EstimateOptions } from './options.ts';
import type { PriceBook } from './price-book.ts';
import type { Refusal, Sizing } from './sizing.ts';
import { megabyte } from './units.ts';
import type { Workload } from './workload.ts';

type Choice = { readonly type: string; readonly demands: readonly Demand[] };

const option = 'msk-express';

/** The cheapest type and count of Express brokers: sustained limits in full, the most of a broker while a zone is away. */
export function sizeExpress(workload: Workload, book: PriceBook, options: EstimateOptions): Sizing {
  const broken = expressRefusals(workload);
  if (broken.length > 0) return refuse(option, broken);
  const quota = brokerQuota(options.factors.brokersPerCluster, options);
  const all = expressTypes.flatMap((type): Candidate<Choice>[] => {
    const usdPerHour = usdPerUnit(book, 'msk-express-broker-hour', type.type, workload.region);
    if (usdPerHour === undefined || !isAllowed(type.type, options)) return [];
    const demands = expressDemands(type, workload);
    const brokers = brokersFrom(leastBrokers(demands, expressZones), options);
    const usdPerMonth =
      brokers * usdPerHour * options.hoursPerMonth + usdOfMetrics(option, brokers, workload, book, options);
    return [{ brokers, usdPerMonth, choice: { type: type.type, demands } }];
  });
  return expressSizing(all, quota, workload.region, options);
}

export function expressSizing(
  all: readonly Candidate<Choice>[],
  quota: number,
  region: string,
  options: EstimateOptions,
  choose: typeof cheapest<Choice> = cheapest,
): Sizing {
  const found = choose(all.filter(({ brokers }) => brokers <= quota));
  if (found === undefined) return refuseAll(option, all, quota, region, standardQuotaSource, options);
  return {
    kind: 'sized',
    option,
    type: found.choice.type,
    brokers: found.brokers,
    diskGibPerBroker: 0,
    throughputMibPerSecondPerBroker: 0,
    iopsPerBroker: 0,
    controllers: 0,
    controllerType: undefined,
    sustained: undefined,
    limits: judgeDemands(found.choice.demands, found.brokers, expressZones),
  };
}

/** What Express cannot do whatever the number of brokers. */
export function expressRefusals(workload: Workload): Refusal[] {
  const reasons: Refusal[] = [];
  if (workload.zones !== expressZones) {
    const what = 'zones of an Express cluster are 3';
    const fixed = { given: workload.zones, allowed: expressZones, unit: 'zones', source: expressSource } as const;
    reasons.push({ quota: 'zones', what, ...fixed });
  }
  const perPartition = workload.peakInBytesPerSecond / workload.compressionRatio / workload.partitions;
  const most = expressMegabytesPerPartition * megabyte;
  const figures = { unit: 'bytes/s', source: expressSource } as const;
  const broken = refusalOf(demand('partition-ingress', 'written to one partition', perPartition, most, figures));
  return broken === undefined ? reasons : [...reasons, broken];
}

function expressDemands(type: ExpressType, workload: Workload): Demand[] {
  const into = workload.peakInBytesPerSecond / workload.compressionRatio;
  const out = workload.peakOutBytesPerSecond / workload.compressionRatio;
  const rate = { unit: 'bytes/s', source: expressSource } as const;
  return [
    demand('ingress', 'written per broker, sustained', into, type.ingressSustained * megabyte, rate),
    demand('egress', 'read per broker, sustained', out, type.egressSustained * megabyte, rate),
    survivorDemand(
      'ingress-zone-down',
      'written per broker left, at the most',
      into,
      type.ingressMost * megabyte,
      rate,
    ),
    survivorDemand('egress-zone-down', 'read per broker left, at the most', out, type.egressMost * megabyte, rate),
    demand(
      'partitions',
      'replicas per broker, recommended',
      workload.partitions * expressReplicationFactor,
      type.partitionsRecommended,
      { unit: 'partitions', source: expressSource },
    ),
    survivorDemand(
      'connections',
      'connections per broker left, with IAM',
      workload.connections,
      iamConnectionsPerBroker,
      {
        unit: 'connections',
        source: standardQuotaSource,
      },
    ),
  ];
}
