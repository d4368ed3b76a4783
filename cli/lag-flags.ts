import type { Command } from 'commander';
import { duration } from '../src/domain/lag/figures.ts';
import { terminalLagRules, terminalLagWindow } from '../src/domain/lag/rules.ts';
import type { LagRules } from '../src/domain/lag/verdict.ts';
import { addConnectionFlags, type ConnectionFlags } from './connection-flags.ts';
import { toDurationMs, toTexts, toWholeNumber } from './flag-values.ts';

/** What all commands about lag take. */
export interface LagFlags extends ConnectionFlags {
  readonly group?: readonly string[];
  readonly samples: number;
  readonly interval: number;
  readonly standstill: number;
  readonly allowedLag: number;
  readonly json?: boolean;
}

export function addLagFlags(command: Command): Command {
  const { samples, intervalMs } = terminalLagWindow;
  const { standstillMs, allowedLagRecords } = terminalLagRules;
  return addConnectionFlags(command)
    .option('-g, --group <name>', 'only this group, repeatable (default: all)', toTexts)
    .option('--samples <number>', 'how many samples the verdicts rest on', toWholeNumber(1, 1000), samples)
    .option('--interval <time>', `between two samples (default: ${duration(intervalMs)})`, toDurationMs('100ms', '1h'))
    .option(
      '--standstill <time>',
      `a commit that stands still for this long hangs (default: ${duration(standstillMs)})`,
      toDurationMs('1s', '1d'),
    )
    .option(
      '--allowed-lag <records>',
      'lag up to this is OK',
      toWholeNumber(0, Number.MAX_SAFE_INTEGER),
      allowedLagRecords,
    )
    .setOptionValueWithSource('interval', intervalMs, 'default')
    .setOptionValueWithSource('standstill', standstillMs, 'default');
}

export function lagRulesOf({ standstill, allowedLag }: LagFlags): LagRules {
  return { ...terminalLagRules, standstillMs: standstill, allowedLagRecords: allowedLag };
}
