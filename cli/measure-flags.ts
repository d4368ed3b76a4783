import type { Command } from 'commander';
import { OperationError } from '../src/domain/errors.ts';
import { addConnectionFlags, type ConnectionFlags } from './connection-flags.ts';
import { toDurationMs } from './flag-values.ts';

/** How a workload is measured. */
export interface MeasureFlags extends ConnectionFlags {
  /** Milliseconds. */
  readonly measureFor?: number;
  /** Milliseconds. */
  readonly fromMetrics?: number;
}

export function addMeasureFlags(command: Command): Command {
  return addConnectionFlags(command)
    .option(
      '--measure-for <time>',
      'watch the brokers this long, from 2s to 1h (default: 1m)',
      toDurationMs('2s', '1h'),
    )
    .option(
      '--from-metrics <time>',
      'of an MSK cluster by its ARN: what CloudWatch has seen this long, from 1h to 63d',
      toDurationMs('1h', '63d'),
    );
}

/** The same as a part of another command, which measures only where it is asked to. */
export function addOptionalMeasureFlags(command: Command): Command {
  return addMeasureFlags(
    command.option('--measure', 'take from a cluster what neither flags nor file say; it only reads'),
  );
}

const flagNames: Readonly<Record<keyof MeasureFlags, string>> = {
  measureFor: '--measure-for',
  fromMetrics: '--from-metrics',
  cluster: '--cluster',
  bootstrapServers: '--bootstrap-servers',
  commandConfig: '--command-config',
  login: '--login',
  network: '--network',
};

/** The flags of this file, which are no fields of a request. */
export const measureFlagNames: ReadonlySet<string> = new Set(['measure', ...Object.keys(flagNames)]);

/** Rejects with InputInvalid where somebody says how to measure, but not that. */
export function refuseUnusedMeasureFlags(flags: MeasureFlags & { readonly measure?: boolean }): void {
  if (flags.measure === true) return;
  const unused = Object.entries(flagNames).find(([flag]) => flags[flag as keyof MeasureFlags] !== undefined);
  if (unused === undefined) return;
  throw new OperationError('InputInvalid', `${unused[1]} says what to measure; add --measure, or leave it out`);
}
