import { monitoringLevels } from '../../../src/domain/cost/monitoring.ts';
import { optionKinds } from '../../../src/domain/cost/sizing.ts';
import { optionNames } from '../../render/cost-words.ts';
import type { ScaleId } from './scales.ts';

/** One input of the page. `id` is a field of a request, or of its `people`. */
export interface Field {
  readonly id: string;
  readonly label: string;
  /** What holds while the field is empty, or how to write it. */
  readonly hint: string;
  readonly scale?: ScaleId;
  readonly choices?: readonly (readonly [value: string, told: string])[];
  /** Any of the choices, in place of one. */
  readonly isSet?: boolean;
}

export interface FieldGroup {
  readonly title: string;
  readonly isOpen: boolean;
  readonly fields: readonly Field[];
}

const text = (id: string, label: string, hint: string, scale?: ScaleId): Field =>
  scale === undefined ? { id, label, hint } : { id, label, hint, scale };

const choice = (id: string, label: string, choices: readonly (readonly [string, string])[]): Field => ({
  id,
  label,
  hint: '',
  choices,
});

/** Every field of a request but the hours of people by task, which have a table of their own. */
export function fieldGroups(regions: readonly (readonly [name: string, place: string])[]): readonly FieldGroup[] {
  return [
    {
      title: 'Workload',
      isOpen: true,
      fields: [
        choice(
          'region',
          'Region',
          regions.map(([name, place]) => [name, `${name} · ${place}`]),
        ),
        text('in', 'Written on average', 'such as 50MB/s', 'rate'),
        text('peakIn', 'Written at most', 'the average', 'rate'),
        text('fanOut', 'Times each record is read', '1', 'times'),
        text('retention', 'Retention', 'such as 3d', 'time'),
        text('localRetention', "Of it on the brokers' disks, the rest tiered", 'all of it', 'time'),
        text('partitions', 'Partitions, without replicas', 'such as 1000', 'count'),
        text('compression', 'Compression, before by after', '1', 'ratio'),
        text('sameZoneFetch', 'Read inside its zone', 'spread evenly', 'share'),
        text('growth', 'Growth a month, for three years', '0%', 'growth'),
      ],
    },
    {
      title: 'More about the workload',
      isOpen: false,
      fields: [
        text('topics', 'Topics', 'for metrics charged by topic'),
        text('out', 'Read on average', 'by the times above'),
        text('peakOut', 'Read at most', 'in proportion to written'),
        text('recordSize', 'Size of a record', '1KB'),
        text('tieredReadShare', 'Read from the tier', '0%'),
        text('replicationFactor', 'Replicas', '3'),
        text('zones', 'Availability zones', '3'),
        text('connections', 'Connections', '100'),
        text('consumerGroups', 'Consumer groups', 'one for each read'),
      ],
    },
    {
      title: 'How it is sized and billed',
      isOpen: false,
      fields: [
        choice('commitment', 'EC2 machines', [
          ['on-demand', 'on demand'],
          ['1-year', 'reserved for one year'],
          ['3-year', 'reserved for three years'],
        ]),
        choice('model', 'Who sizes', [
          ['steward', 'our own model'],
          ['aws', "AWS's published rule"],
        ]),
        {
          ...choice(
            'options',
            'Options',
            optionKinds.map(option => [option, optionNames[option]]),
          ),
          isSet: true,
        },
        text('types', 'Only these types, by commas', 'any'),
        text('maxBrokers', 'No more brokers than', 'any number'),
        text('brokers', 'Exactly so many brokers', 'as needed'),
        text('disk', 'Disk of a broker', 'as needed'),
        text('utilization', 'Use of a sustained limit', '80%, AWS 50%'),
        text('diskUtilization', 'Use of a disk', '80%, AWS 50%'),
        text('catchUp', 'Pace of a zone that catches up', '1'),
        text('coldReads', 'Read from disk, not memory', '0%'),
        text('controllers', 'Controllers on EC2', '3'),
        text('brokerQuota', 'Quota of brokers', '60'),
        text('provisionedThroughput', "MiB/s a broker, AWS's rule", 'none'),
        text('hours', 'Hours of a month', '730'),
        choice('gigabyte', 'A GB on the bill', [
          ['GiB', '2^30 bytes, as AWS meters'],
          ['GB', '10^9 bytes'],
        ]),
      ],
    },
    {
      title: 'What comes beside the cluster',
      isOpen: false,
      fields: [
        choice(
          'monitoringLevel',
          'Monitoring level of MSK',
          monitoringLevels.map(level => [level, level === 'DEFAULT' ? 'DEFAULT, free' : level]),
        ),
        text('paidMetrics', 'Further metrics a broker', '0'),
        text('logs', 'Logs written', 'none'),
        text('logRetentionDays', 'Days logs are kept', '30'),
        text('kmsKeys', 'Keys of your own', '0'),
        text('snapshotShare', 'EC2 disks in snapshots', '0%'),
        text('endpoints', 'Private links, load balancers', '0'),
      ],
    },
    {
      title: 'People',
      isOpen: false,
      fields: [
        text('usdPerHour', 'USD an hour of people', '75'),
        choice('inTotals', 'Count them', [
          ['false', 'beside the totals'],
          ['true', 'in the totals'],
        ]),
      ],
    },
  ];
}
