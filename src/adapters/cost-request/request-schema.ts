import * as z from 'zod/mini';
import type { EstimateRequest } from '../../domain/cost/estimate-request.ts';
import { monitoringLevels } from '../../domain/cost/monitoring.ts';
import { optionKinds } from '../../domain/cost/sizing.ts';

const about = (text: string) => z.describe(text);

/** A field that is not there is told as missing, whatever it should have been. */
const unless = (told: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? 'is missing' : told),
});

const rate = z
  .string(unless('has to be text with its unit, such as "50MB/s"'))
  .check(z.minLength(1), about('bytes with the unit, per s, min, h or d, such as 50MB/s (10^6) or 50MiB/s (2^20)'));
const size = z
  .string(unless('has to be text with its unit, such as "1KB"'))
  .check(z.minLength(1), about('bytes with the unit, such as 1KB or 512B'));
const time = z
  .string(unless('has to be text with its unit, such as "3d"'))
  .check(z.minLength(1), about('a length of time such as 3d, 36h or 1d12h'));
const figure = z.union([z.number(), z.string()], unless('has to be a number'));
const count = figure.check(about('a whole number'));
const share = figure.check(about('a fraction such as 0.6, or "60%"'));
const hours = z.number().check(z.nonnegative(), z.maximum(744));

/** The hours that people take for each task, by option. */
export const tasksSchema = z.array(
  z.strictObject({
    task: z.string().check(z.minLength(1), z.maxLength(200)),
    hoursPerMonth: z.strictObject({
      'msk-standard': hours,
      'msk-express': hours,
      'msk-serverless': hours,
      ec2: hours,
    }),
  }),
);

/** The shape of a request. What its values say is read by the domain, for every door alike. */
export const requestSchema = z.strictObject({
  region: z.string().check(about('such as us-east-1')),
  in: rate.check(about('written on average')),
  peakIn: z.optional(rate.check(about('written at most; the average where it is not given'))),
  out: z.optional(rate.check(about('read on average'))),
  peakOut: z.optional(rate.check(about('read at most; in proportion to peakIn where it is not given'))),
  fanOut: z.optional(figure.check(about('how often each record is read, in place of out; 1 where neither is given'))),
  recordSize: z.optional(size),
  retention: time,
  localRetention: z.optional(
    time.check(about("the part of retention that stays on the brokers' disks; the rest is tiered")),
  ),
  tieredReadShare: z.optional(share.check(about('of what is read, what comes from the tier'))),
  replicationFactor: z.optional(count),
  partitions: count.check(about('without replicas')),
  topics: z.optional(count.check(about('for the levels of metrics that are charged by topic'))),
  zones: z.optional(count),
  sameZoneFetch: z.optional(
    share.check(about('of what is read, what stays in its zone; spread evenly where it is not given')),
  ),
  compression: z.optional(figure.check(about('size before by size after, 1 or more'))),
  growth: z.optional(share.check(about('of every rate, a month'))),
  connections: z.optional(count),
  consumerGroups: z.optional(count),
  options: z.optional(z.array(z.enum(optionKinds)).check(z.minLength(1))),
  types: z.optional(
    z.array(z.string()).check(z.minLength(1), about('such as kafka.m7g.large, express.m7g.large, m7g.large')),
  ),
  maxBrokers: z.optional(count),
  brokers: z.optional(count.check(about('exactly so many, a multiple of the zones'))),
  disk: z.optional(size.check(about('of each broker, such as 1000GiB; found where it is not given'))),
  model: z.optional(z.enum(['steward', 'aws'])),
  hours: z.optional(count.check(about('of a month: 730, 720 or 744'))),
  gigabyte: z.optional(z.enum(['GiB', 'GB'])),
  commitment: z.optional(z.enum(['on-demand', '1-year', '3-year'])),
  utilization: z.optional(
    share.check(
      about('of a sustained limit that may be used; 80%, in the rule of AWS 50% and for Express 1.5 times that'),
    ),
  ),
  diskUtilization: z.optional(share.check(about('of a disk that may be full; 80%, in the rule of AWS 50%'))),
  catchUp: z.optional(figure.check(about('how fast a zone that was away makes good, by what is written; 1'))),
  coldReads: z.optional(share.check(about('of what is read, what is no longer in memory; 0'))),
  controllers: z.optional(count.check(about('of a cluster on EC2; 3'))),
  brokerQuota: z.optional(count.check(about('of brokers in a cluster, which AWS raises when asked; 60'))),
  provisionedThroughput: z.optional(figure.check(about('MiB/s a broker, for model aws'))),
  monitoringLevel: z.optional(
    z
      .enum(monitoringLevels)
      .check(about('enhanced monitoring of MSK; EC2 sends as many by an agent; DEFAULT, which is free')),
  ),
  paidMetrics: z.optional(count.check(about('CloudWatch metrics a broker, beside those of the level'))),
  logs: z.optional(rate.check(about('written to CloudWatch Logs'))),
  logRetentionDays: z.optional(count),
  kmsKeys: z.optional(count),
  snapshotShare: z.optional(share.check(about('of the disks, held in snapshots; EC2'))),
  endpoints: z.optional(count.check(about('private connectivity of MSK; load balancers on EC2'))),
  people: z.optional(
    z.strictObject({
      usdPerHour: z.optional(figure.check(about('such as 75 or "82.50"'))),
      tasks: z.optional(tasksSchema),
      inTotals: z.optional(z.boolean()),
    }),
  ),
} satisfies Record<keyof EstimateRequest, unknown>);
