/** What a cluster has to carry. Rates are as applications see them, before compression. */
export interface Workload {
  readonly region: string;
  readonly averageInBytesPerSecond: number;
  readonly peakInBytesPerSecond: number;
  readonly averageOutBytesPerSecond: number;
  readonly peakOutBytesPerSecond: number;
  readonly recordBytes: number;
  /** How long a record is kept at all. */
  readonly retentionSeconds: number;
  /** How long it is kept on the brokers' own disks. Below `retentionSeconds`, the rest is tiered. */
  readonly localRetentionSeconds: number;
  /** Share of what consumers read that comes from the tier, 0 to 1. */
  readonly tieredReadShare: number;
  readonly replicationFactor: number;
  /** Without replicas. */
  readonly partitions: number;
  /** Absent: not told, and taken as one for each partition. */
  readonly topics?: number;
  readonly zones: number;
  /** Share of what consumers read that stays in their zone, 0 to 1. Undefined: spread evenly over the zones. */
  readonly sameZoneFetchShare: number | undefined;
  /** Size before compression by size after it, 1 or more. */
  readonly compressionRatio: number;
  /** 0.05 is 5 % more of every rate each month. */
  readonly growthPerMonth: number;
  readonly connections: number;
  readonly consumerGroups: number;
}

export function isTiered(workload: Workload): boolean {
  return workload.localRetentionSeconds < workload.retentionSeconds;
}

/** The same workload with every rate multiplied. Rates stay whole bytes; groups, partitions and records stay. */
export function scaled(workload: Workload, factor: number): Workload {
  const rate = (bytesPerSecond: number) => Math.max(0, Math.round(bytesPerSecond * factor));
  return {
    ...workload,
    averageInBytesPerSecond: Math.max(1, rate(workload.averageInBytesPerSecond)),
    peakInBytesPerSecond: Math.max(1, rate(workload.peakInBytesPerSecond)),
    averageOutBytesPerSecond: rate(workload.averageOutBytesPerSecond),
    peakOutBytesPerSecond: rate(workload.peakOutBytesPerSecond),
  };
}
