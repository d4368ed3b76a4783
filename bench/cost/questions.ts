import type { Workload } from '../../src/domain/cost/workload.ts';

/** A workload as far as every model takes it. */
export interface CostQuestion {
  readonly inBytesPerSecond: number;
  readonly fanOut: number;
  readonly retentionHours: number;
}

export const questions: readonly CostQuestion[] = [
  { inBytesPerSecond: 5_000_000, fanOut: 2, retentionHours: 24 },
  { inBytesPerSecond: 50_000_000, fanOut: 3, retentionHours: 72 },
  { inBytesPerSecond: 200_000_000, fanOut: 3, retentionHours: 24 },
  { inBytesPerSecond: 500_000_000, fanOut: 2, retentionHours: 12 },
];

export function workloadOf({ inBytesPerSecond, fanOut, retentionHours }: CostQuestion): Workload {
  return {
    region: 'us-east-1',
    averageInBytesPerSecond: inBytesPerSecond,
    peakInBytesPerSecond: inBytesPerSecond,
    averageOutBytesPerSecond: inBytesPerSecond * fanOut,
    peakOutBytesPerSecond: inBytesPerSecond * fanOut,
    recordBytes: 1_000,
    retentionSeconds: retentionHours * 3_600,
    localRetentionSeconds: retentionHours * 3_600,
    tieredReadShare: 0,
    replicationFactor: 3,
    partitions: 1_000,
    zones: 3,
    sameZoneFetchShare: undefined,
    compressionRatio: 1,
    growthPerMonth: 0,
    connections: 100,
    consumerGroups: fanOut,
  };
}

/** Workloads of every kind, the same in each run. */
export function randomWorkloads(count: number, regions: readonly string[]): Workload[] {
  let state = 1;
  // The generator of C's drand48, whose low bits are left out.
  const share = (): number => {
    state = Number((BigInt(state) * 25_214_903_917n + 11n) % 2n ** 48n);
    return state / 2 ** 48;
  };
  const between = (least: number, most: number): number => Math.round(least * (most / least) ** share());
  const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(share() * choices.length)]!;
  return Array.from({ length: count }, () => {
    const into = between(10_000, 1_000_000_000);
    const fanOut = oneOf([0.5, 1, 2, 3, 5, 10]);
    const peak = oneOf([1, 1, 1.5, 3]);
    const retentionSeconds = between(1, 24 * 30) * 3_600;
    return {
      ...workloadOf({ inBytesPerSecond: into, fanOut, retentionHours: 24 }),
      region: oneOf(regions),
      peakInBytesPerSecond: Math.round(into * peak),
      averageOutBytesPerSecond: Math.round(into * fanOut),
      peakOutBytesPerSecond: Math.round(into * fanOut * peak),
      retentionSeconds,
      localRetentionSeconds: oneOf([1, 1, 0.25]) * retentionSeconds,
      replicationFactor: oneOf([2, 3, 3, 3]),
      partitions: between(1, 20_000),
      zones: oneOf([1, 2, 3, 3, 3]),
      sameZoneFetchShare: oneOf([undefined, undefined, 1]),
      compressionRatio: oneOf([1, 1, 2.5]),
      connections: between(10, 50_000),
    };
  });
}
