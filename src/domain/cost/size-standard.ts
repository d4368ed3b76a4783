import {
  brokerQuota,
  brokersFrom,
  type Candidate,
  cheapest,
  isAllowed,
  refuse,
  refuseAll,
  usdOfMetrics,
  usdPerGib,
  usdPerUnit,
} from './candidate.ts';
import { type Demand, judgeDemands, leastBrokers } from './demand.ts';
import { brokerDemands, diskBytes, survivorDemand } from './load.ts';
import {
  diskGibPerBrokerMost,
  iamConnectionsPerBroker,
  includedMibPerSecond,
  type StandardType,
  standardQuotaSource,
  standardSource,
  standardTypes,
} from './msk-standard-types.ts';
import type { EstimateOptions } from './options.ts';
import type { PriceBook } from './price-book.ts';
import type { Sizing, SustainedRates } from './sizing.ts';
import { gibibyte, mebibyte, megabyte, wholeUnits } from './units.ts';
import { volumeMibPerSecond } from './volume.ts';
import type { Workload } from './workload.ts';

interface Choice {
  readonly type: StandardType;
  readonly provisionedMib: number;
  readonly demands: readonly Demand[];
}

const option = 'msk-standard';

/** The cheapest type and count of Standard brokers, with throughput provisioned where that spares brokers. */
export function sizeStandard(workload: Workload, book: PriceBook, options: EstimateOptions): Sizing {
  const { zones, region } = workload;
  if (zones !== 2 && zones !== 3) {
    const what = 'zones of a Standard cluster are 2 or 3';
    const allowed = zones < 2 ? 2 : 3;
    return refuse(option, [
      { quota: 'zones', what, given: zones, allowed, unit: 'zones', source: standardQuotaSource },
    ]);
  }
  const quota = brokerQuota(options.factors.brokersPerCluster, options);
  const all = standardTypes
    .filter(({ type }) => isAllowed(type, options))
    .flatMap(type => candidatesOf(type, workload, book, options));
  const found = cheapest(all.filter(({ brokers }) => brokers <= quota));
  if (found === undefined) return refuseAll(option, all, quota, region, standardQuotaSource, options);
  const { brokers, choice } = found;
  return {
    kind: 'sized',
    option,
    type: choice.type.type,
    brokers,
    diskGibPerBroker: diskGib(workload, options, brokers),
    throughputMibPerSecondPerBroker: choice.provisionedMib,
    iopsPerBroker: 0,
    controllers: 0,
    controllerType: undefined,
    sustained: sustainedRates(choice.type, choice.provisionedMib),
    limits: judgeDemands(choice.demands, brokers, zones),
  };
}

export function sustainedRates(type: StandardType, provisionedMib: number): SustainedRates {
  return {
    volume: Math.max(includedMibPerSecond, provisionedMib) * mebibyte,
    ebsNetwork: type.ebsMegabytesPerSecond * megabyte,
    network: type.networkMegabytesPerSecond * megabyte,
  };
}

/** Room for everything that is kept, on all brokers alike, in whole GiB; or the disk that was asked for. */
export function diskGib(workload: Workload, { factors, constraints }: EstimateOptions, brokers: number): number {
  if (constraints.diskGibPerBroker !== undefined) return constraints.diskGibPerBroker;
  return Math.max(1, wholeUnits(diskBytes(workload) / factors.diskUtilization / brokers, gibibyte));
}

function candidatesOf(
  type: StandardType,
  workload: Workload,
  book: PriceBook,
  options: EstimateOptions,
): readonly Candidate<Choice>[] {
  const usdPerHour = usdPerUnit(book, 'msk-standard-broker-hour', type.type, workload.region);
  if (usdPerHour === undefined) return [];
  const usdPerMib = usdPerUnit(book, 'msk-provisioned-throughput-mibps-month', undefined, workload.region);
  const most = usdPerMib === undefined ? [0] : [0, type.provisionedMibPerSecond];
  return [...new Set(most)].map(provisionable => {
    const demands = standardDemands(type, Math.max(includedMibPerSecond, provisionable), workload, options);
    const brokers = brokersFrom(leastBrokers(demands, workload.zones), options);
    const wanted =
      provisionable === 0 ? 0 : volumeMibPerSecond(demands, brokers, workload.zones, options.factors.utilization);
    const provisionedMib = wanted > includedMibPerSecond ? Math.min(provisionable, wanted) : 0;
    const machineUsd = usdPerHour * options.hoursPerMonth;
    const diskUsd =
      diskGib(workload, options, brokers) * usdPerGib(book, 'msk-standard-storage-gb-month', workload.region, options);
    const brokerUsd = machineUsd + provisionedMib * (usdPerMib ?? 0) + diskUsd;
    const usdPerMonth = brokers * brokerUsd + usdOfMetrics(option, brokers, workload, book, options);
    return { brokers, usdPerMonth, choice: { type, provisionedMib, demands } };
  });
}

function standardDemands(
  type: StandardType,
  volumeMib: number,
  workload: Workload,
  options: EstimateOptions,
): Demand[] {
  const broker = {
    diskBytesPerSecond: Math.min(type.ebsMegabytesPerSecond * megabyte, volumeMib * mebibyte),
    networkBytesPerSecond: type.networkMegabytesPerSecond * megabyte,
    partitions: type.partitionsRecommended,
    diskGib: options.constraints.diskGibPerBroker ?? diskGibPerBrokerMost,
    diskSource: standardQuotaSource,
    throughputSource: standardSource,
    partitionSource: standardSource,
  };
  const connections = survivorDemand(
    'connections',
    'connections per broker left while a zone is away, with IAM',
    workload.connections,
    iamConnectionsPerBroker,
    { unit: 'connections', source: standardQuotaSource },
  );
  return [...brokerDemands(workload, broker, options.factors), connections];
}
