import type { MonitoringLevel } from './monitoring.ts';
import type { Commitment, SizingModel } from './options.ts';
import type { PeopleTask } from './people.ts';
import type { OptionKind } from './sizing.ts';

/** One question, as files, events and flags put it: quantities are text with their unit, so that none is mistaken. */
export interface EstimateRequest {
  readonly region: string;
  readonly in: string;
  readonly peakIn?: string;
  readonly out?: string;
  readonly peakOut?: string;
  /** How often each record is read: in place of `out`. */
  readonly fanOut?: number | string;
  readonly recordSize?: string;
  readonly retention: string;
  readonly localRetention?: string;
  readonly tieredReadShare?: number | string;
  readonly replicationFactor?: number | string;
  readonly partitions: number | string;
  readonly topics?: number | string;
  readonly zones?: number | string;
  readonly sameZoneFetch?: number | string;
  readonly compression?: number | string;
  readonly growth?: number | string;
  readonly connections?: number | string;
  readonly consumerGroups?: number | string;
  readonly options?: readonly OptionKind[];
  readonly types?: readonly string[];
  readonly maxBrokers?: number | string;
  /** A cluster that is as it is: so many brokers, with such a disk each. */
  readonly brokers?: number | string;
  readonly disk?: string;
  readonly model?: SizingModel;
  readonly hours?: number | string;
  readonly gigabyte?: 'GiB' | 'GB';
  readonly commitment?: Commitment;
  readonly utilization?: number | string;
  readonly diskUtilization?: number | string;
  readonly catchUp?: number | string;
  readonly coldReads?: number | string;
  readonly controllers?: number | string;
  readonly brokerQuota?: number | string;
  readonly provisionedThroughput?: number | string;
  readonly monitoringLevel?: MonitoringLevel;
  readonly paidMetrics?: number | string;
  readonly logs?: string;
  readonly logRetentionDays?: number | string;
  readonly kmsKeys?: number | string;
  readonly snapshotShare?: number | string;
  readonly endpoints?: number | string;
  /** Hours of people in the totals, at this rate. */
  readonly people?: {
    readonly usdPerHour?: number | string;
    readonly tasks?: readonly PeopleTask[];
    readonly inTotals?: boolean;
  };
}

export type RequestField = keyof EstimateRequest;
