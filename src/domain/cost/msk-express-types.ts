/** What MSK publishes of an Express broker type, in MB/s. Above sustained it may degrade, at the most it throttles. */
export interface ExpressType {
  readonly type: string;
  readonly ingressSustained: number;
  readonly ingressMost: number;
  readonly egressSustained: number;
  readonly egressMost: number;
  readonly partitionsRecommended: number;
  /** The same figure in AWS's script, MiB/s, not rounded. */
  readonly awsRuleIngressMib: number;
}

export const expressSource = 'MSK Developer Guide, bestpractices-express; maxima and partitions: limits';
export const expressZones = 3;
export const expressReplicationFactor = 3;
export const expressMegabytesPerPartition = 15;

const expressType = (
  size: string,
  [ingressSustained, ingressMost]: readonly [number, number],
  [egressSustained, egressMost]: readonly [number, number],
  partitionsRecommended: number,
  awsRuleIngressMib: number,
): ExpressType => ({
  type: `express.m7g.${size}`,
  ingressSustained,
  ingressMost,
  egressSustained,
  egressMost,
  partitionsRecommended,
  awsRuleIngressMib,
});

export const expressTypes: readonly ExpressType[] = [
  expressType('large', [15.6, 23.4], [31.2, 58.5], 1_000, 15.625),
  expressType('xlarge', [31.2, 46.8], [62.5, 117], 1_000, 31.25),
  expressType('2xlarge', [62.5, 93.7], [125, 234.2], 2_500, 62.5),
  expressType('4xlarge', [124.9, 187.5], [249.8, 468.7], 6_000, 125),
  expressType('8xlarge', [250, 375], [500, 937.5], 12_000, 250),
  expressType('12xlarge', [375, 562.5], [750, 1_406.2], 16_000, 375),
  expressType('16xlarge', [500, 750], [1_000, 1_875], 20_000, 500),
];
