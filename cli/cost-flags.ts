import { type Command, Option } from 'commander';
import type { EstimateRequest, RequestField } from '../src/domain/cost/estimate-request.ts';
import { monitoringLevels } from '../src/domain/cost/monitoring.ts';
import { optionKinds } from '../src/domain/cost/sizing.ts';
import { toChoices, toTexts } from './flag-values.ts';
import { addOptionalMeasureFlags, type MeasureFlags, measureFlagNames } from './measure-flags.ts';

/** The workload and how to price it; each flag has the name of its field in a request. */
export interface WorkloadFlags extends Partial<Omit<EstimateRequest, 'people' | 'options' | 'types'>>, MeasureFlags {
  readonly measure?: boolean;
  readonly workload?: string;
  readonly option?: EstimateRequest['options'];
  readonly type?: readonly string[];
  /** USD an hour. */
  readonly people?: string;
  readonly peopleInTotals?: boolean;
}

/** Flags as they come; what they say is read by the domain, which names every one that is wrong. */
export function addWorkloadFlags(command: Command): Command {
  return addOptionalMeasureFlags(command)
    .option('-r, --region <name>', 'such as us-east-1')
    .option('--in <rate>', 'written on average, such as 50MB/s (10^6), 50MiB/s (2^20) or 4TB/d, before compression')
    .option('--peak-in <rate>', 'written at most (default: the average)')
    .option('--out <rate>', 'read on average')
    .option('--peak-out <rate>', 'read at most (default: in proportion to --peak-in)')
    .option('--fan-out <times>', 'how often each record is read, in place of --out (default: 1)')
    .option('--record-size <bytes>', 'of an average record (default: 1KB)')
    .option('--retention <time>', 'how long records are kept, such as 3d or 36h')
    .option('--local-retention <time>', "of it, on the brokers' disks; the rest is tiered (default: all)")
    .option('--tiered-read-share <share>', 'of what is read, from the tier, such as 5% (default: 0)')
    .option('--replication-factor <number>', 'copies of each partition (default: 3)')
    .option('--partitions <number>', 'of all topics, without replicas')
    .option('--topics <number>', 'they belong to, for levels of metrics that are charged by topic')
    .option('--zones <number>', 'availability zones (default: 3)')
    .option('--same-zone-fetch <share>', 'of what is read, inside its zone: 100% with rack awareness (default: evenly)')
    .option('--compression <ratio>', 'size before by size after, such as 2.5 (default: 1)')
    .option('--growth <share>', 'of every rate, a month, such as 5% (default: 0)')
    .option('--connections <number>', 'of clients (default: 100)')
    .option('--consumer-groups <number>', 'for quotas (default: as many as --fan-out)')
    .option(
      '--workload <file>',
      'a YAML or JSON file with these (fanOut for --fan-out); a flag takes the place of what the file says',
    )
    .option('--option <kind>', `only this, repeatable: ${optionKinds.join(', ')}`, toChoices(optionKinds))
    .option('--type <name>', 'only this type, repeatable: kafka.m7g.large, express.m7g.large, m7g.large', toTexts)
    .option('--max-brokers <number>', 'nothing with more brokers')
    .option('--brokers <number>', 'exactly so many, a multiple of the zones: a cluster that is there')
    .option('--disk <size>', 'of each broker, such as 1000GiB, on Standard and EC2 (default: what is kept)')
    .addOption(
      new Option('--model <name>', "who sizes: ours, or AWS's published rule (default: steward)").choices([
        'steward',
        'aws',
      ]),
    )
    .option('--provisioned-throughput <MiB/s>', 'of each Standard broker, for --model aws')
    .option('--utilization <share>', 'of a sustained limit that may be used (default: 80%, AWS: 50%)')
    .option('--disk-utilization <share>', 'of a disk that may be full (default: 80%, AWS: 50%)')
    .option('--catch-up <times>', 'how fast a zone that was away makes good, by what is written (default: 1)')
    .option('--cold-reads <share>', 'of what is read, from disk and not from memory (default: 0)')
    .option('--controllers <number>', 'of a cluster on EC2 (default: 3)')
    .option('--broker-quota <number>', 'of a cluster; AWS raises it when asked (default: 60)')
    .option('--hours <number>', 'of a month: 720, 730 or 744 (default: 730)')
    .addOption(new Option('--gigabyte <unit>', 'what a GB on the bill is (default: GiB)').choices(['GiB', 'GB']))
    .addOption(
      new Option('--commitment <term>', 'of EC2; MSK has none (default: on-demand)').choices([
        'on-demand',
        '1-year',
        '3-year',
      ]),
    )
    .addOption(
      new Option(
        '--monitoring-level <level>',
        'of MSK; EC2 sends as many metrics by an agent (default: DEFAULT, which is free)',
      ).choices(monitoringLevels),
    )
    .option('--paid-metrics <number>', 'CloudWatch metrics a broker, beside those of the level (default: 0)')
    .option('--logs <rate>', 'brokers write to CloudWatch Logs, in all (default: none)')
    .option('--log-retention-days <number>', 'they are kept (default: 30)')
    .option('--kms-keys <number>', 'of your own (default: 0)')
    .option('--snapshot-share <share>', 'of the disks of EC2, held in snapshots (default: 0)')
    .option('--endpoints <number>', 'private connectivity of MSK, load balancers on EC2 (default: 0)')
    .option('--people <usd>', 'an hour of operations work; the hours of each task can be given in a file (default: 75)')
    .option('--people-in-totals', 'count them in the totals');
}

export const flagOf = (field: RequestField): string =>
  flagNames[field] ?? `--${field.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;

const flagNames: Readonly<Partial<Record<RequestField, string>>> = { options: '--option', types: '--type' };

/** The request that flags make, over what a file says. */
export function requestOf(flags: WorkloadFlags, file: Partial<EstimateRequest>): Partial<EstimateRequest> {
  const { option, type, people, peopleInTotals } = flags;
  const given = Object.entries(flags).filter(([flag]) => !notFields.has(flag));
  const asked = {
    ...(people === undefined ? {} : { usdPerHour: people }),
    ...(peopleInTotals === true ? { inTotals: true } : {}),
  };
  // What is read is said as a rate or as a fan-out: a flag takes the place of either.
  const isReadGiven = flags.out !== undefined || flags.fanOut !== undefined;
  const said = Object.entries(file).filter(([field]) => !(isReadGiven && readFields.has(field)));
  return {
    ...Object.fromEntries([...said, ...given]),
    ...(option === undefined ? {} : { options: option }),
    ...(type === undefined ? {} : { types: type }),
    ...(Object.keys(asked).length === 0 ? {} : { people: { ...file.people, ...asked } }),
  };
}

/** Flags of another name than their field, and those that are about the answer. */
const notFields: ReadonlySet<string> = new Set([
  ...['option', 'type', 'people', 'peopleInTotals'],
  ...['workload', 'json', 'bill'],
  ...measureFlagNames,
]);
const readFields: ReadonlySet<string> = new Set(['out', 'fanOut', 'peakOut']);
