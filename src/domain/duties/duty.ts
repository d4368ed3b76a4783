import type { OptionKind } from '../cost/sizing.ts';

/** What of this product takes part of a duty off somebody: commands without the program's name, pages of docs/runbooks. */
export interface Cover {
  readonly commands: readonly string[];
  readonly runbooks: readonly string[];
}

/** Who does a duty on one option, how that goes and what it risks, in one sentence, and who says so. */
export interface DutyShare {
  readonly who: 'aws' | 'you' | 'shared';
  readonly how: string;
  /** The address of a page. */
  readonly source: string;
  readonly coveredBy: Cover;
}

/** Something that has to be done for a cluster as long as it lives. */
export interface Duty {
  readonly id: DutyId;
  readonly what: string;
  readonly shares: Readonly<Record<OptionKind, DutyShare>>;
}

/** The names of all duties. The hours of people go by the same list. */
export const dutyNames = {
  'system-patches': 'operating system patches',
  'broker-replacement': 'replacing failed brokers',
  'disk-replacement': 'replacing failed disks',
  'storage-growth': 'growing storage',
  controllers: 'controllers and their quorum',
  upgrades: 'Kafka upgrades',
  'security-patches': 'security patches of Kafka',
  settings: 'changes of configuration',
  clients: 'clients that fit the brokers',
  rebalancing: 'rebalancing partitions',
  limits: 'quotas and limits',
  certificates: 'certificates',
  users: 'users and rights',
  monitoring: 'monitoring and on call',
  logs: 'logs of brokers',
  recovery: 'copies elsewhere, and recovery',
} as const;

export type DutyId = keyof typeof dutyNames;

const none: Cover = { commands: [], runbooks: [] };

/** A machine of one's own that takes in something new: gated restarts, one node after another. */
export const restarts: Cover = { commands: ['nodes status', 'nodes restart'], runbooks: ['node-restart'] };

export const aws = (how: string, source: string): DutyShare => ({ who: 'aws', how, source, coveredBy: none });

export const shared = (how: string, source: string, coveredBy = none): DutyShare => ({
  who: 'shared',
  how,
  source,
  coveredBy,
});

export const you = (how: string, source: string, coveredBy = none): DutyShare => ({
  who: 'you',
  how,
  source,
  coveredBy,
});

export const duty = (id: DutyId, shares: Duty['shares']): Duty => ({ id, what: dutyNames[id], shares });

export const mskGuide = (page: string): string => `https://docs.aws.amazon.com/msk/latest/developerguide/${page}.html`;
export const ec2Guide = (page: string): string => `https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/${page}.html`;
export const ebsGuide = (page: string): string => `https://docs.aws.amazon.com/ebs/latest/userguide/${page}.html`;
export const kafkaDocs = (section: string): string => `https://kafka.apache.org/documentation/#${section}`;
