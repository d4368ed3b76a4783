import type { Meter } from './meter.ts';

/** A list price. */
export interface Price {
  readonly picoUsdPerUnit: bigint;
  /** A key of `PriceBook.sources`. */
  readonly sourceId: string;
  /** Day the source was published, such as `2025-04-04`. */
  readonly date: string;
}

export interface PriceSource {
  readonly title: string;
  readonly date: string;
  /** An address, or repository, path and commit. */
  readonly where: string;
}

/** What an EC2 type sustains. Bursts are left out: a cluster that needs them fails when the credits are gone. */
export interface Ec2Machine {
  readonly type: string;
  readonly virtualCpus: number;
  readonly memoryBytes: number;
  readonly architecture: 'arm64' | 'x86_64';
  readonly networkBytesPerSecond: number;
  readonly ebsBytesPerSecond: number;
  readonly ebsIops: number;
  readonly localDiskBytes: number;
}

/** Prices of every region of one data set, and the machines they are for. */
export interface PriceBook {
  readonly dataDate: string;
  readonly sources: Readonly<Record<string, PriceSource>>;
  readonly regions: readonly string[];
  /** All types of which the data know what they sustain, in any region. */
  readonly machines: readonly Ec2Machine[];
  /** `item` is the type for meters by type, such as `kafka.m7g.large` or `m7g.large`, and undefined for all others. */
  readonly find: (meter: Meter, item: string | undefined, region: string) => Price | undefined;
}
