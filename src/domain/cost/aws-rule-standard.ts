import {
  brokerQuota,
  brokersFrom,
  type Candidate,
  firstCheapest,
  isAllowed,
  refuse,
  refuseAll,
  usdOfMetrics,
  usdPerUnit,
} from './candidate.ts';
import { type Demand, judgeDemands, leastBrokers } from './demand.ts';
import { awsRule } from './factors.ts';
import { demand } from './load.ts';
import { type StandardType, standardTypes } from './msk-standard-types.ts';
import type { EstimateOptions } from './options.ts';
import type { PriceBook } from './price-book.ts';
import { sustainedRates } from './size-standard.ts';
import type { Sizing } from './sizing.ts';
import { gibibyte, mebibyte, secondsPerHour } from './units.ts';
import { isTiered, type Workload } from './workload.ts';

const { source } = awsRule;
const partitionFigures = { unit: 'partitions', source } as const;
const rateFigures = { unit: 'bytes/s', source } as const;

/** AWS's published rule for Standard brokers: each figure and the order of the arithmetic are the script's. */
export function sizeStandardByAwsRule(workload: Workload, book: PriceBook, options: EstimateOptions): Sizing {
  const { zones, region } = workload;
  if (zones !== awsRule.zones) {
    const what = "zones in AWS's rule are 3";
    return refuse('msk-standard', [
      { quota: 'zones', what, given: zones, allowed: awsRule.zones, unit: 'zones', source },
    ]);
  }
  const quota = brokerQuota(options.factors.brokersPerCluster, options);
  const all = standardTypes
    .filter(({ type }) => isAllowed(type, options))
    .flatMap(type => standardCandidate(type, workload, book, options));
  const found = firstCheapest(all.filter(({ brokers }) => brokers <= quota));
  if (found === undefined) return refuseAll('msk-standard', all, quota, region, source, options);
  return {
    kind: 'sized',
    option: 'msk-standard',
    type: found.choice.type.type,
    brokers: found.brokers,
    diskGibPerBroker: awsRuleDiskGib(workload, options) / found.brokers,
    throughputMibPerSecondPerBroker: found.choice.provisionedMib,
    iopsPerBroker: 0,
    controllers: 0,
    controllerType: undefined,
    sustained: sustainedRates(found.choice.type, found.choice.provisionedMib),
    limits: judgeDemands(found.choice.demands, found.brokers, zones),
  };
}

interface Choice {
  readonly type: StandardType;
  readonly provisionedMib: number;
  readonly demands: readonly Demand[];
}

/** The whole cluster's disks, half full by the script's choice. */
function awsRuleDiskGib(workload: Workload, { awsFactors }: EstimateOptions): number {
  const hours = workload.localRetentionSeconds / secondsPerHour;
  const into = workload.averageInBytesPerSecond / workload.compressionRatio / mebibyte;
  return (into * hours * secondsPerHour * workload.replicationFactor) / 1024 / awsFactors.diskUtilization;
}

function standardCandidate(
  type: StandardType,
  workload: Workload,
  book: PriceBook,
  options: EstimateOptions,
): Candidate<Choice>[] {
  const usdPerHour = usdPerUnit(book, 'msk-standard-broker-hour', type.type, workload.region);
  if (usdPerHour === undefined) return [];
  const asked = type.isProvisionedByAwsRule ? (options.awsProvisionedMibPerSecond ?? 0) : 0;
  const provisionedMib = Math.min(asked, type.ebsMegabytesPerSecond);
  const demands = standardDemands(type, provisionedMib, workload, options);
  const brokers = brokersFrom(leastBrokers(demands, workload.zones), options);
  const usdPerMib = usdPerUnit(book, 'msk-provisioned-throughput-mibps-month', undefined, workload.region) ?? 0;
  const brokerUsd = usdPerHour * options.hoursPerMonth + provisionedMib * usdPerMib;
  const usdPerMonth = brokers * brokerUsd + usdOfMetrics('msk-standard', brokers, workload, book, options);
  return [{ brokers, usdPerMonth, choice: { type, provisionedMib, demands } }];
}

function standardDemands(
  type: StandardType,
  provisionedMib: number,
  workload: Workload,
  options: EstimateOptions,
): Demand[] {
  const { utilizationStandard: utilization, diskUtilization } = options.awsFactors;
  const percent = `${Math.round(utilization * 100)} %`;
  const into = workload.peakInBytesPerSecond / workload.compressionRatio / mebibyte;
  const out = workload.peakOutBytesPerSecond / workload.compressionRatio / mebibyte;
  const averageOut = workload.averageOutBytesPerSecond / workload.compressionRatio / mebibyte;
  const fanOut = out / into;
  const tiered = isTiered(workload);
  const storageFactor = awsRule.storageFactor + (tiered ? awsRule.storageFactorTiered : 0);
  const networkBase = awsRule.networkBase + (tiered ? awsRule.networkBaseTiered : 0);
  const networkFactor = fanOut * awsRule.zoneDownScale + networkBase;
  const perBroker = Math.min(
    type.ebsMegabytesPerSecond / storageFactor,
    type.networkMegabytesPerSecond / networkFactor,
  );
  const rate = (id: Demand['id'], what: string, totalMib: number, perBrokerMib: number) =>
    demand(id, what, totalMib * mebibyte, perBrokerMib * mebibyte, rateFigures);
  const demands = [
    rate('ingress', `written per broker at the peak, at ${percent}`, into, perBroker * utilization),
    demand(
      'partitions',
      'replicas per broker, recommended',
      workload.partitions * workload.replicationFactor,
      type.partitionsRecommended,
      partitionFigures,
    ),
    demand(
      'disk-size',
      `disk per broker, ${Math.round(diskUtilization * 100)} % full`,
      awsRuleDiskGib(workload, options) * gibibyte,
      awsRule.diskGibPerBroker * gibibyte,
      { unit: 'bytes', source },
    ),
  ];
  if (out > 0)
    demands.push(rate('egress', `read per broker at the peak, at ${percent}`, out, fanOut * perBroker * utilization));
  if (provisionedMib > 0) {
    demands.push(rate('provisioned-throughput', 'read per broker of what is provisioned', averageOut, provisionedMib));
  }
  return demands;
}
