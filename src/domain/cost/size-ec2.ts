import {
  brokerQuota,
  brokersFrom,
  type Candidate,
  cheapest,
  isAllowed,
  refuseAll,
  usdPerGib,
  usdPerUnit,
} from './candidate.ts';
import { type Demand, judgeDemands, leastBrokers } from './demand.ts';
import { cheapestController, ec2Meter, isFitForBrokers } from './ec2-machines.ts';
import { brokerDemands } from './load.ts';
import { paidMetrics } from './monitoring.ts';
import type { EstimateOptions } from './options.ts';
import type { Ec2Machine, PriceBook } from './price-book.ts';
import { diskGib } from './size-standard.ts';
import type { Sizing } from './sizing.ts';
import { mebibyte } from './units.ts';
import { gp3, gp3Iops, volumeMibPerSecond } from './volume.ts';
import type { Workload } from './workload.ts';

interface Choice {
  readonly machine: Ec2Machine;
  readonly mibPerSecond: number;
  readonly demands: readonly Demand[];
}

/** Prices of what differs between candidates, read once a search. A missing one is 0 here and missing on the bill. */
interface UnitUsd {
  readonly metricMonth: number;
  readonly gibMonth: number;
  readonly snapshotGibMonth: number;
  readonly mibMonth: number;
  readonly iopsMonth: number;
}

const option = 'ec2';
const source = 'network and EBS baseline of each type, in the price book';

/** The cheapest of all types, counts and gp3 throughputs that carry the workload. */
export function sizeEc2(workload: Workload, book: PriceBook, options: EstimateOptions): Sizing {
  const { region, zones } = workload;
  const quota = brokerQuota(options.factors.brokersPerCluster, options);
  const usd = {
    metricMonth: usdPerUnit(book, 'cloudwatch-metric-month', undefined, region) ?? 0,
    gibMonth: usdPerGib(book, 'ebs-gp3-gb-month', region, options),
    snapshotGibMonth: options.extras.snapshotShare * usdPerGib(book, 'ebs-snapshot-gb-month', region, options),
    mibMonth: usdPerUnit(book, 'ebs-gp3-mibps-month', undefined, region) ?? 0,
    iopsMonth: usdPerUnit(book, 'ebs-gp3-iops-month', undefined, region) ?? 0,
  };
  const all = book.machines
    .filter(machine => isFitForBrokers(machine, options) && isAllowed(machine.type, options))
    .flatMap(machine => {
      const usdPerHour = usdPerUnit(book, ec2Meter(options.commitment), machine.type, region);
      return usdPerHour === undefined ? [] : [bestCount(machine, usdPerHour, usd, quota, workload, options)];
    });
  const found = cheapest(all.filter(({ brokers }) => brokers <= quota));
  const controllerType = cheapestController(book, options, region);
  if (found === undefined || controllerType === undefined)
    return refuseAll(option, all, quota, region, 'the end of the search', options);
  const { brokers, choice } = found;
  return {
    kind: 'sized',
    option,
    type: choice.machine.type,
    brokers,
    diskGibPerBroker: diskGib(workload, options, brokers),
    throughputMibPerSecondPerBroker: choice.mibPerSecond,
    iopsPerBroker: gp3Iops(choice.mibPerSecond),
    controllers: options.factors.controllers,
    controllerType,
    sustained: {
      volume: choice.mibPerSecond * mebibyte,
      ebsNetwork: choice.machine.ebsBytesPerSecond,
      network: choice.machine.networkBytesPerSecond,
    },
    limits: judgeDemands(choice.demands, brokers, zones),
  };
}

/** More brokers need less throughput each; once none of it is paid for, more of them only cost more. */
function bestCount(
  machine: Ec2Machine,
  usdPerHour: number,
  usd: UnitUsd,
  quota: number,
  workload: Workload,
  options: EstimateOptions,
): Candidate<Choice> {
  const demands = ec2Demands(machine, workload, options);
  const at = (brokers: number): Candidate<Choice> => {
    const mib = volumeMibPerSecond(demands, brokers, workload.zones, options.factors.utilization);
    const mibPerSecond = Math.min(gp3.mostMibPerSecond, Math.max(gp3.includedMibPerSecond, mib));
    const gib = diskGib(workload, options, brokers);
    const volumeUsd =
      (gib + options.factors.systemDiskGib) * usd.gibMonth +
      gib * usd.snapshotGibMonth +
      (mibPerSecond - gp3.includedMibPerSecond) * usd.mibMonth +
      (gp3Iops(mibPerSecond) - gp3.includedIops) * usd.iopsMonth;
    const metricsUsd = paidMetrics(option, brokers, workload, options.extras).count * usd.metricMonth;
    const usdPerMonth = brokers * (usdPerHour * options.hoursPerMonth + volumeUsd) + metricsUsd;
    return { brokers, usdPerMonth, choice: { machine, mibPerSecond, demands } };
  };
  let last = at(brokersFrom(leastBrokers(demands, workload.zones), options));
  let best = last;
  if (options.constraints.brokers !== undefined) return best;
  while (last.choice.mibPerSecond > gp3.includedMibPerSecond && last.brokers + workload.zones <= quota) {
    last = at(last.brokers + workload.zones);
    if (last.usdPerMonth < best.usdPerMonth) best = last;
  }
  return best;
}

function ec2Demands(machine: Ec2Machine, workload: Workload, options: EstimateOptions): readonly Demand[] {
  const broker = {
    diskBytesPerSecond: Math.min(machine.ebsBytesPerSecond, gp3.mostMibPerSecond * mebibyte),
    networkBytesPerSecond: machine.networkBytesPerSecond,
    partitions: partitionsOf(machine.virtualCpus),
    diskGib: options.constraints.diskGibPerBroker ?? gp3.mostGib,
    diskSource: gp3.source,
    throughputSource: source,
    partitionSource: "MSK's recommendation for a broker of the same vCPUs, taken over",
  };
  return brokerDemands(workload, broker, options.factors);
}

function partitionsOf(virtualCpus: number): number {
  if (virtualCpus < 8) return 1_000;
  return virtualCpus < 16 ? 2_000 : 4_000;
}
