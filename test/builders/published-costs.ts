import type { LineId } from '../../src/domain/cost/bill.ts';
import type { EstimateRequest } from '../../src/domain/cost/estimate-request.ts';
import type { OptionKind } from '../../src/domain/cost/sizing.ts';

export interface PublishedCost {
  readonly what: string;
  readonly request: EstimateRequest;
  readonly option: OptionKind;
  /** USD of these lines together, to the millionth. */
  readonly lines: readonly LineId[];
  readonly usd: number;
}

const small = { region: 'us-east-1', in: '1MB/s', retention: '1d', partitions: 10 } as const;
const crossing: readonly LineId[] = ['cross-zone-producers', 'cross-zone-consumers', 'cross-zone-replication'];

/** Totals that somebody else has published, asked for as anybody can ask. */
export const publishedCosts: readonly PublishedCost[] = [
  ...[
    { lines: ['brokers'] as const, usd: 29_433.6 },
    { lines: ['storage'] as const, usd: 400 },
  ].map(expected => ({
    what: `${expected.lines[0]} of four m5.24xlarge with 4,000 GB (infracost, msk_cluster_test.golden)`,
    request: { ...small, zones: 2, types: ['kafka.m5.24xlarge'], brokers: 4, disk: '1000GiB' },
    option: 'msk-standard' as const,
    ...expected,
  })),
  {
    what: 'nine m5.2xlarge in Hong Kong in 720 hours (a sizing note of 2023)',
    request: { ...small, region: 'ap-east-1', hours: 720, types: ['kafka.m5.2xlarge'], brokers: 9 },
    option: 'msk-standard',
    lines: ['brokers'],
    usd: 7_484.4,
  },
  {
    what: 'a cluster of Serverless in 730 hours (a scanner that cites the live price)',
    request: small,
    option: 'msk-serverless',
    lines: ['cluster'],
    usd: 547.5,
  },
  ...[
    { hours: 24, usd: 241.92 },
    { hours: 744, usd: 7_499.52 },
  ].map(({ hours, usd }) => ({
    what: `traffic between zones at 30 MB/s and three groups in ${hours} hours (S. Kozlovski, 2024-09-14)`,
    request: { ...small, in: '30MB/s', fanOut: 3, hours, gigabyte: 'GB' as const },
    option: 'ec2' as const,
    lines: crossing,
    usd,
  })),
  {
    what: 'traffic between zones at 1 GiB/s, rack-aware, in 30 days (AutoMQ)',
    request: { ...small, in: '1GiB/s', partitions: 1_000, sameZoneFetch: '100%', hours: 720 },
    option: 'ec2',
    lines: crossing,
    usd: 138_240,
  },
  {
    what: 'one copy of what 500 MiB/s leave in a day, 42,187.5 GB (AutoMQ, kafka-provider-comparison)',
    request: { ...small, in: '500MiB/s', partitions: 1_000 },
    option: 'msk-express',
    lines: ['storage'],
    usd: 4_218.75,
  },
  {
    what: 'three Express large for 45 MB/s in and 90 MB/s out (MSK Developer Guide)',
    request: { ...small, in: '45MB/s', out: '90MB/s', types: ['express.m7g.large'] },
    option: 'msk-express',
    lines: ['brokers'],
    usd: 893.52,
  },
  {
    what: 'three m5.large for 31 days, worked out by hand from the list price',
    request: { ...small, hours: 744, types: ['kafka.m5.large'], brokers: 3, disk: '1TiB' },
    option: 'msk-standard',
    lines: ['brokers', 'storage'],
    usd: 468.72 + 307.2,
  },
];
