/** Our own sizing model's choices. All can be changed; docs say why each is what it is. */
export interface StewardFactors {
  /** Share of a sustained limit that may be used while a zone is away or coming back. */
  readonly utilization: number;
  /** Share of a disk that may be full. */
  readonly diskUtilization: number;
  /** How fast a returning zone makes good, as a multiple of what is written meanwhile. 1: an hour away, an hour to catch up. */
  readonly catchUpFactor: number;
  /** Share of what consumers read that is no longer in memory and comes from the disk. */
  readonly coldReadShare: number;
  readonly brokersPerCluster: number;
  readonly ec2MinimumMemoryGib: number;
  readonly ec2MinimumVirtualCpus: number;
  readonly controllers: number;
  readonly controllerDiskGib: number;
  /** The operating system's own disk, on each broker and controller of EC2. */
  readonly systemDiskGib: number;
}

/** MSK's limit of brokers is for KRaft, adjustable; on EC2 the same count is the end of the search. */
export const stewardFactors: StewardFactors = {
  utilization: 0.8,
  diskUtilization: 0.8,
  catchUpFactor: 1,
  coldReadShare: 0,
  brokersPerCluster: 60,
  ec2MinimumMemoryGib: 8,
  ec2MinimumVirtualCpus: 2,
  controllers: 3,
  controllerDiskGib: 64,
  systemDiskGib: 20,
};

/** What AWS's rule leaves to choose: the shares of its workbook. */
export interface AwsRuleFactors {
  readonly utilizationStandard: number;
  readonly utilizationExpress: number;
  readonly diskUtilization: number;
}

/** The script's own choices. Its disks are twice what is kept. */
export const awsRuleFactors: AwsRuleFactors = {
  utilizationStandard: 0.5,
  utilizationExpress: 0.75,
  diskUtilization: 0.5,
};

/**
 * The constants of AWS's sizing script (aws/agent-toolkit-for-aws, msk_sizing.py, 2026-06-23; Apache-2.0). It is made
 * for three zones and us-east-1, and has no rule for EC2 and Serverless.
 */
export const awsRule = {
  source: 'aws/agent-toolkit-for-aws msk_sizing.py, 2026-06-23',
  zones: 3,
  storageFactor: 6.5,
  storageFactorTiered: 1.5,
  networkBase: 5.7,
  networkBaseTiered: 1.5,
  zoneDownScale: 1.5,
  expressEgressFactor: 2.5,
  diskGibPerBroker: 16_384,
  /** The script's figure. The list price is 0.06: this looks like plain S3's. */
  tieredUsdPerGbMonth: '0.023',
} as const;
