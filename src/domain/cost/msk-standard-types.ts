/** What MSK publishes of a Standard broker type. Throughput is taken as millions of bytes: the figures equal EC2's baselines. */
export interface StandardType {
  readonly type: string;
  readonly ebsMegabytesPerSecond: number;
  readonly networkMegabytesPerSecond: number;
  readonly partitionsRecommended: number;
  /** Most MiB/s that can be provisioned; 0: none beyond the volume's own 250. */
  readonly provisionedMibPerSecond: number;
  /** Whether AWS's script provisions it. It leaves kafka.m7g.2xlarge out. */
  readonly isProvisionedByAwsRule: boolean;
}

export const standardSource =
  'aws/agent-toolkit-for-aws msk_sizing.py, 2026-06-23; MSK Developer Guide, msk-provision-throughput-management';
export const standardQuotaSource = 'MSK Developer Guide, limits';
/** Of a volume without provisioned throughput. */
export const includedMibPerSecond = 250;
export const diskGibPerBrokerMost = 16_384;
export const iamConnectionsPerBroker = 3_000;

const standardType = (
  type: string,
  ebsMegabytesPerSecond: number,
  networkMegabytesPerSecond: number,
  partitionsRecommended: number,
  provisionedMibPerSecond = 0,
): StandardType => ({
  type,
  ebsMegabytesPerSecond,
  networkMegabytesPerSecond,
  partitionsRecommended,
  provisionedMibPerSecond,
  isProvisionedByAwsRule: provisionedMibPerSecond > 0 && type !== 'kafka.m7g.2xlarge',
});

/** kafka.t3.small is left out: its throughput is not published, and its CPU lives on credits. */
export const standardTypes: readonly StandardType[] = [
  standardType('kafka.m5.large', 81, 96, 1_000),
  standardType('kafka.m5.xlarge', 144, 160, 1_000),
  standardType('kafka.m5.2xlarge', 250, 320, 2_000),
  standardType('kafka.m5.4xlarge', 593.75, 640, 4_000, 593),
  standardType('kafka.m5.8xlarge', 850, 1_280, 4_000, 850),
  standardType('kafka.m5.12xlarge', 1_000, 1_536, 4_000, 1_000),
  standardType('kafka.m5.16xlarge', 1_000, 2_560, 4_000, 1_000),
  standardType('kafka.m5.24xlarge', 1_000, 3_200, 4_000, 1_000),
  standardType('kafka.m7g.large', 78.75, 117, 1_000),
  standardType('kafka.m7g.xlarge', 156.25, 234, 1_000),
  standardType('kafka.m7g.2xlarge', 312.5, 469, 2_000, 312.5),
  standardType('kafka.m7g.4xlarge', 625, 937, 4_000, 625),
  standardType('kafka.m7g.8xlarge', 1_000, 1_875, 4_000, 1_000),
  standardType('kafka.m7g.12xlarge', 1_000, 2_812, 4_000, 1_000),
  standardType('kafka.m7g.16xlarge', 1_000, 3_750, 4_000, 1_000),
];
