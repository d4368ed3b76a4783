import { type Demand, survivors } from './demand.ts';
import { mebibyte } from './units.ts';

/** gp3 as AWS sells it: what is in its price, what can be had on top, and how many IOPS a MiB/s takes. */
export const gp3 = {
  includedMibPerSecond: 125,
  includedIops: 3_000,
  /** The limit of before 2025, which every instance type here can use; AWS has raised it to 2,000 since. */
  mostMibPerSecond: 1_000,
  /** The limit of before 2025 as well; AWS has raised it to 65,536 since. */
  mostGib: 16_384,
  iopsPerMibPerSecond: 4,
  source: 'EBS User Guide, general purpose volumes',
} as const;

/** Whole MiB/s a broker's volume has to give, for the disk's part of the demands, with the same reserve. */
export function volumeMibPerSecond(
  demands: readonly Demand[],
  brokers: number,
  zones: number,
  utilization: number,
): number {
  const perBroker = demands
    .filter(({ id }) => id === 'disk-throughput')
    .map(({ total, isCarriedBySurvivors }) => total / (isCarriedBySurvivors ? survivors(brokers, zones) : brokers));
  return Math.ceil(Math.max(0, ...perBroker) / utilization / mebibyte);
}

/** A volume of so much throughput needs at least so many IOPS. */
export function gp3Iops(mibPerSecond: number): number {
  return Math.max(gp3.includedIops, mibPerSecond * gp3.iopsPerMibPerSecond);
}
