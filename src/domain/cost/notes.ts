import { awsRule } from './factors.ts';
import type { EstimateOptions } from './options.ts';
import { rightSizingNote } from './right-sizing.ts';
import { expressRefusals } from './size-express.ts';
import { type OptionKind, optionKinds, type Refusal, type Sized } from './sizing.ts';
import { secondsPerDay } from './units.ts';
import { isTiered, type Workload } from './workload.ts';

const leastTieredDays = 3;

/** Assumptions behind every option's figures. */
export function commonNotes(workload: Workload, dataDate: string, options: EstimateOptions): string[] {
  const { hoursPerMonth, gigabyte, extras, people, constraints } = options;
  const { monitoringLevel, paidMetricsPerBroker, logBytesPerSecond, kmsKeys, snapshotShare, endpoints } = extras;
  const asked = [paidMetricsPerBroker, logBytesPerSecond, kmsKeys, snapshotShare, endpoints];
  const unasked = monitoringLevel === 'DEFAULT' && asked.every(value => value === 0);
  return [
    `list prices, MSK's as of ${dataDate}, without discounts, free tiers and taxes`,
    `a month has ${hoursPerMonth} hours, a GB ${gigabyte === 'GiB' ? '2^30' : '10^9'} bytes`,
    'each line is rounded once, to a millionth of a USD; what is shown is rounded to the cent',
    `sized for the peak and for what is sustained, never for bursts, with ${awayText(workload)} away; billed for the average`,
    ...(workload.replicationFactor === 1 ? ['one replica: what is away takes its data with it'] : []),
    sameZoneNote(workload),
    ...(workload.compressionRatio === 1
      ? []
      : [`compressed by clients: rates ÷ ${workload.compressionRatio} go over the wire and to disk`]),
    ...(options.commitment === 'on-demand' ? [] : ['commitments are for EC2: MSK has no reserved price']),
    ...(unasked
      ? ['metrics beyond the free ones, logs, customer managed keys, snapshots and endpoints are left out']
      : []),
    ...(monitoringLevel === 'DEFAULT'
      ? []
      : [
          `all metrics of level ${monitoringLevel} are paid for, at the price of the first 10,000; CloudWatch charges none that never has a value`,
        ]),
    people.inTotals
      ? `people are in the totals, at ${people.usdPerHour} USD an hour and the hours of the table`
      : 'people are not in the totals; their hours are a table to edit',
    ...(constraints.brokers === undefined
      ? []
      : [`exactly ${constraints.brokers} brokers, as asked: fewer may do, and cost less`]),
    ...(constraints.diskGibPerBroker === undefined
      ? []
      : [`disks of ${constraints.diskGibPerBroker} GiB, as asked, where brokers have disks: on Standard and EC2`]),
    ...(constraints.allowedOptions.length < optionKinds.length
      ? ['only the options that were allowed are compared']
      : []),
  ];
}

function awayText({ zones }: Workload): string {
  return zones === 1 ? 'a broker' : `one of ${zones} zones`;
}

function sameZoneNote({ sameZoneFetchShare: share, zones, replicationFactor }: Workload): string {
  if (zones === 1) return 'in one zone nothing crosses to another';
  if (share === undefined)
    return 'consumers read from leaders in any zone alike; rack-aware fetch would keep it in theirs';
  const reachable = Math.min(1, replicationFactor / zones);
  const advice = share > reachable ? `, which needs a replica in each zone: ${zones} replicas` : '';
  return `${Math.round(share * 100)} % of what is read stays in its zone${advice}`;
}

/** Assumptions of one option. */
export function optionNotes(sizing: Sized, workload: Workload, options: EstimateOptions): string[] {
  const { sustained, brokers, option } = sizing;
  const notes = notesOf(option, workload, options);
  return sustained === undefined ? notes : [...notes, rightSizingNote(sustained, brokers, workload)];
}

function notesOf(option: OptionKind, workload: Workload, options: EstimateOptions): string[] {
  switch (option) {
    case 'msk-standard':
      return options.model === 'aws' ? awsStandardNotes(workload, options) : standardNotes(workload, options);
    case 'msk-express':
      return [
        'three zones and three replicas are fixed; storage is counted once, as AWS counts StorageUsed',
        ...(options.model === 'aws'
          ? [
              `sized by ${awsRule.source}: ${percent(options.awsFactors.utilizationExpress)} of the ingress, all of the egress`,
              ...expressRefusals(workload).map(partitionNote),
            ]
          : ['sustained limits are used in full; while a zone is away, up to where MSK throttles']),
        ...notTiered(workload, 'Express'),
      ];
    case 'msk-serverless':
      return [
        'storage is taken to be billed once; how many copies are billed is not published',
        'no traffic between zones is counted: clients reach it through endpoints in their own zone',
        'partitions are taken to be not compacted: of compacted ones it has 120',
        'it has no levels of metrics to pay for, and hands out no logs',
      ];
    case 'ec2':
      return [
        ...(workload.zones < 3 ? ['controllers outlive the loss of a zone only if there are three zones'] : []),
        ownModelNote(options),
        `${options.factors.controllers} controllers of their own; machines that live on CPU credits are left out`,
        "partitions per broker as MSK recommends for the same vCPUs; disks are gp3, a machine's own disks are not used",
        'gp3 includes 125 MiB/s and 3,000 IOPS; more is added where that is cheaper than brokers',
        ...(options.model === 'aws' ? ["AWS's rule says nothing of EC2: sized by our own model"] : []),
        ...notTiered(workload, 'a cluster on EC2, as priced here,'),
      ];
  }
}

function standardNotes(workload: Workload, options: EstimateOptions): string[] {
  return [
    ownModelNote(options),
    'partitions per broker as recommended, not the most that is possible; kafka.t3.small is left out',
    'provisioned throughput is charged in full, also below the 250 MiB/s that are included otherwise',
    ...(isTiered(workload) ? tierNotes(workload) : []),
  ];
}

function tierNotes({ retentionSeconds }: Workload): string[] {
  const tooShort = retentionSeconds < leastTieredDays * secondsPerDay;
  return [
    'the tier holds segments from when they close: the whole retention, one copy',
    ...(tooShort ? [`MSK asks tiered topics to keep records for ${leastTieredDays} days or more`] : []),
  ];
}

function ownModelNote({ factors }: EstimateOptions): string {
  const { utilization, diskUtilization, catchUpFactor, coldReadShare } = factors;
  const limits = `${percent(utilization)} of each limit while a zone is away or catches up, at ${catchUpFactor} times what is written`;
  return `our own model: ${limits}; disks ${percent(diskUtilization)} full; ${percent(coldReadShare)} of what is read comes from disk`;
}

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;

function awsStandardNotes(workload: Workload, { awsFactors }: EstimateOptions): string[] {
  return [
    `sized by ${awsRule.source}: ${percent(awsFactors.utilizationStandard)} of each limit, disks ${percent(awsFactors.diskUtilization)} full`,
    ...(isTiered(workload)
      ? [`the tier at the script's ${awsRule.tieredUsdPerGbMonth} USD, not the list price, without the local part`]
      : []),
  ];
}

/** What AWS's rule lets pass and Express would not. */
function partitionNote({ given, allowed }: Refusal): string {
  const rates = `${(given / 1e6).toFixed(1)} MB/s to each, of ${allowed / 1e6} MB/s that one takes`;
  return `AWS's rule does not look at single partitions: ${rates}; more partitions are needed`;
}

function notTiered(workload: Workload, name: string): string[] {
  return isTiered(workload) ? [`${name} has no tier: the whole retention is on its own storage`] : [];
}
