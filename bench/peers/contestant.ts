import type { Totals } from '../fleet/fleet.ts';
import type { Command } from '../measure/run-process.ts';

/** One client, ready to take a full lag snapshot as a process of its own. */
export interface Contestant {
  readonly kind: 'ready';
  readonly name: string;
  readonly version: string;
  readonly command: Command;
  /** Fewer than asked for where a single run takes a minute; never more. */
  readonly roundsAtMost: number;
  /** What it counted. A client that does not print one of the totals leaves it out. */
  readonly readTotals: (stdoutPath: string) => Promise<Partial<Totals>>;
}

/** A client this run does without, and why: the report says so. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly name: string;
  readonly reason: string;
}

export interface Arena {
  /** host:port,host:port */
  readonly bootstrapServers: string;
  readonly groups: number;
  readonly kafkaVersion: string;
  /** Where the jars of the brokers are: the Java clients run on the same. */
  readonly javaClassPath: string;
  /** Where built programs are kept from run to run. */
  readonly cacheDirectory: string;
}
