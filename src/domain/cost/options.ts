import { type AwsRuleFactors, awsRuleFactors, type StewardFactors, stewardFactors } from './factors.ts';
import type { MonitoringChoice } from './monitoring.ts';
import type { PeopleTask } from './people.ts';
import { defaultTasks } from './people.ts';
import type { OptionKind } from './sizing.ts';

export type SizingModel = 'steward' | 'aws';

export type Commitment = 'on-demand' | '1-year' | '3-year';

/** What comes beside the cluster. Everything is 0, and free, until it is asked for. */
export interface Extras extends MonitoringChoice {
  readonly logBytesPerSecond: number;
  readonly logRetentionDays: number;
  /** Customer managed keys. AWS managed keys are free. */
  readonly kmsKeys: number;
  /** Share of the disks that is held in EBS snapshots, EC2 only, 0 or more. */
  readonly snapshotShare: number;
  /** Authentication schemes with MSK multi-VPC private connectivity; network load balancers on EC2. */
  readonly endpoints: number;
}

export interface People {
  readonly usdPerHour: string;
  readonly tasks: readonly PeopleTask[];
  /** Whether totals include them. */
  readonly inTotals: boolean;
}

/** What an answer has to keep to, beside being cheap. */
export interface Constraints {
  readonly allowedOptions: readonly OptionKind[];
  /** Types to choose from, with MSK's prefix on MSK; undefined: all. */
  readonly allowedTypes: readonly string[] | undefined;
  readonly maxBrokers: number | undefined;
  /** Exactly so many, where somebody prices a cluster that is there. */
  readonly brokers: number | undefined;
  readonly diskGibPerBroker: number | undefined;
}

export interface EstimateOptions {
  readonly model: SizingModel;
  /** 730 is a year by twelve; 720 and 744 are months of 30 and 31 days. */
  readonly hoursPerMonth: number;
  /** Bytes of one GB on the bill: AWS meters 2^30, decimal bills are for comparison with others. */
  readonly gigabyte: 'GiB' | 'GB';
  readonly commitment: Commitment;
  readonly factors: StewardFactors;
  readonly awsFactors: AwsRuleFactors;
  /** Asked for on MSK, in AWS's rule only; our own model finds it. */
  readonly awsProvisionedMibPerSecond: number | undefined;
  readonly extras: Extras;
  readonly people: People;
  readonly constraints: Constraints;
}

export const defaultOptions: EstimateOptions = {
  model: 'steward',
  hoursPerMonth: 730,
  gigabyte: 'GiB',
  commitment: 'on-demand',
  factors: stewardFactors,
  awsFactors: awsRuleFactors,
  awsProvisionedMibPerSecond: undefined,
  extras: {
    monitoringLevel: 'DEFAULT',
    paidMetricsPerBroker: 0,
    logBytesPerSecond: 0,
    logRetentionDays: 30,
    kmsKeys: 0,
    snapshotShare: 0,
    endpoints: 0,
  },
  people: { usdPerHour: '75', tasks: defaultTasks, inTotals: false },
  constraints: {
    allowedOptions: ['msk-standard', 'msk-express', 'msk-serverless', 'ec2'],
    allowedTypes: undefined,
    maxBrokers: undefined,
    brokers: undefined,
    diskGibPerBroker: undefined,
  },
};
