/** What a cluster costs while it takes a load. */
export interface PerfCost {
  readonly usdPerHour: number;
  /** For each 10^9 bytes written, at the rate that was measured. */
  readonly usdPerGigabyte: number;
  /** Where the price is from, in a sentence. */
  readonly basis: string;
}

const gigabyte = 1e9;

/** Undefined where nothing was written. */
export function costOf(usdPerHour: number, bytesPerSecond: number, basis: string): PerfCost | undefined {
  if (bytesPerSecond <= 0) return undefined;
  return { usdPerHour, usdPerGigabyte: (usdPerHour * gigabyte) / (bytesPerSecond * 3_600), basis };
}
