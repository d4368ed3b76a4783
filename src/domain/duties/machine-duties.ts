import {
  aws,
  type Cover,
  type Duty,
  duty,
  ebsGuide,
  ec2Guide,
  kafkaDocs,
  mskGuide,
  restarts,
  shared,
  you,
} from './duty.ts';

const sizes: Cover = { commands: ['cost compare'], runbooks: [] };
const replaces: Cover = {
  commands: ['nodes status', 'nodes replace'],
  runbooks: ['node-replacement', 'cluster-node-silent'],
};
const watchesNodes: Cover = { commands: ['nodes status'], runbooks: ['cluster-node-silent'] };
const serverless = mskGuide('serverless');

/** Machines, their disks, and the nodes that are no brokers. */
export const machineDuties: readonly Duty[] = [
  duty('system-patches', {
    'msk-standard': aws(
      'one broker after another restarts when AWS chooses; a topic with one replica is away meanwhile',
      mskGuide('patching-impact'),
    ),
    'msk-express': aws(
      'without a window, a restart now and then; clients that do not retry notice it',
      mskGuide('patching-impact'),
    ),
    'msk-serverless': aws('nothing of it is seen', serverless),
    ec2: you(
      'each node drained, patched and restarted; one too early leaves partitions without enough replicas',
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager.html',
      restarts,
    ),
  }),
  duty('broker-replacement', {
    'msk-standard': aws(
      'a failed broker is replaced with its address and its disk; it catches up before it leads again',
      mskGuide('msk-cluster-states'),
    ),
    'msk-express': aws(
      'a failed broker is replaced, and back 90 % faster than a Standard one, says AWS',
      mskGuide('msk-broker-types-express'),
    ),
    'msk-serverless': aws('there are no brokers to see', serverless),
    ec2: you(
      'a new instance has to take the identity, address and volume of the old one; with another zone away, data stands still',
      ec2Guide('schedevents_actions_retire'),
      replaces,
    ),
  }),
  duty('disk-replacement', {
    'msk-standard': aws('a volume that fails is repaired while replicas serve', mskGuide('patching-impact')),
    'msk-express': aws('there are no volumes to see', mskGuide('msk-broker-types-express')),
    'msk-serverless': aws('there are no volumes to see', serverless),
    ec2: you(
      'of a thousand gp3 volumes one or two fail in a year; the new one is filled by the other replicas, at the cost of their network',
      ebsGuide('ebs-volume-types'),
      replaces,
    ),
  }),
  duty('storage-growth', {
    'msk-standard': shared(
      'you set the target of automatic growth, AWS grows the volume; never back, and hours have to pass before the next time',
      mskGuide('msk-autoexpand'),
      sizes,
    ),
    'msk-express': aws(
      'storage grows by itself; nobody is stopped by it, only the bill grows along',
      mskGuide('msk-storage-management'),
    ),
    'msk-serverless': aws('storage grows by itself, up to the quota of a partition', mskGuide('limits')),
    ec2: you(
      'the volume is modified, then the file system is grown; a disk that is full stops its broker',
      ebsGuide('ebs-modify-volume'),
      sizes,
    ),
  }),
  duty('controllers', {
    'msk-standard': aws('KRaft controllers come along, for nothing and out of reach', mskGuide('kraft-intro')),
    'msk-express': aws('KRaft controllers come along, for nothing and out of reach', mskGuide('kraft-intro')),
    'msk-serverless': aws('there are no controllers to see', serverless),
    ec2: you(
      'three nodes of their own; with two of them away nothing can be created, moved or elected',
      kafkaDocs('kraft'),
      watchesNodes,
    ),
  }),
];
