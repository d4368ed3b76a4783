import { aws, type Cover, type Duty, duty, kafkaDocs, mskGuide, shared, you } from './duty.ts';

const sizes: Cover = { commands: ['cost measure', 'cost compare', 'perf produce'], runbooks: [] };
const movesOffsets: Cover = {
  commands: ['offsets export', 'offsets plan', 'offsets apply'],
  runbooks: ['offset-reset'],
};
const limits = mskGuide('limits');
const replicator = mskGuide('msk-replicator');

/** What goes through the cluster: where it lies, how much of it, and whether there is another copy. */
export const trafficDuties: readonly Duty[] = [
  duty('rebalancing', {
    'msk-standard': you(
      'a new broker stays empty until you move partitions; too many at once take bandwidth from clients',
      mskGuide('cruise-control'),
    ),
    'msk-express': aws(
      'intelligent rebalancing moves partitions by itself; while it is on, you and your tools cannot',
      mskGuide('intelligent-rebalancing'),
    ),
    'msk-serverless': aws('partitions are moved without being seen', mskGuide('serverless')),
    ec2: you(
      'a new broker stays empty until you move partitions; too many at once take bandwidth from clients',
      kafkaDocs('basic_ops_cluster_expansion'),
    ),
  }),
  duty('limits', {
    'msk-standard': you(
      'above the most partitions of a broker, MSK refuses upgrades, settings and new secrets; connections by IAM are counted too',
      limits,
      sizes,
    ),
    'msk-express': shared(
      'AWS throttles at a quota for each broker; you add brokers before clients feel it',
      mskGuide('bestpractices-express'),
      sizes,
    ),
    'msk-serverless': shared(
      'AWS enforces quotas of the cluster and of each partition; you stay below them',
      limits,
      sizes,
    ),
    ec2: you(
      'nobody stops a client but quotas you set; without them one can take a broker from all',
      kafkaDocs('design_quotas'),
      sizes,
    ),
  }),
  duty('recovery', {
    'msk-standard': you(
      'MSK has no backup; another cluster and its replicator are yours to run and to pay for',
      replicator,
      movesOffsets,
    ),
    'msk-express': you(
      'MSK has no backup; another cluster and its replicator are yours to run and to pay for',
      replicator,
      movesOffsets,
    ),
    'msk-serverless': you('there is no backup; what has to outlive the cluster you copy out', replicator, movesOffsets),
    ec2: you(
      'snapshots of volumes are not of one moment, so another cluster and its mirror are yours',
      kafkaDocs('georeplication'),
      movesOffsets,
    ),
  }),
];
