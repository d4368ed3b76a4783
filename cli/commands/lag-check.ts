import { type Command, Option } from 'commander';
import { severityOf } from '../../src/domain/lag/rules.ts';
import type { LagReport, Severity } from '../../src/domain/lag/verdict.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-codes.ts';
import { toWholeNumber } from '../flag-values.ts';
import { addLagFlags, type LagFlags } from '../lag-flags.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

interface LagCheckFlags extends LagFlags {
  readonly top: number;
  readonly failOn?: 'warn' | 'error';
}

export function addLagCheck(lag: Command, cli: Cli): void {
  addLagFlags(lag.command('check'))
    .description('which groups hang or fall behind, why, and what to do next')
    .option('--top <number>', 'show at most this many groups, the worst first', toWholeNumber(1, 1_000_000), 50)
    .addOption(
      new Option('--fail-on <severity>', 'end with exit code 6 if a group is that bad').choices(['warn', 'error']),
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: LagCheckFlags) => checkLag(cli, flags));
}

const examples = `
Verdicts: STALLED has members but stands still, STOPPED has none and records wait, REWOUND went back,
WARN never caught up while it was watched, NEW was seen too briefly, OK keeps up.
--fail-on error: STALLED, STOPPED or REWOUND. --fail-on warn: these, WARN, or something that could not be read.

Examples:
  kafka-steward lag check --cluster local
  kafka-steward lag check -b broker:9092 --group billing --group audit
  kafka-steward lag check -b broker:9092 --samples 10 --interval 30s --fail-on error --json > lag.json`;

async function checkLag(cli: Cli, flags: LagCheckFlags): Promise<void> {
  const { sampleLag } = await import('../sample-lag.ts');
  const { report } = await sampleLag(cli, flags);
  const { stdout, nowMs } = cli.shell;
  if (flags.json === true) {
    writeJson(cli.shell, report);
  } else {
    const { renderLagCheck } = await import('../render/lag.ts');
    stdout.write(renderLagCheck(report, { ...pageOf(stdout), nowMs: nowMs(), topGroups: flags.top }));
  }
  if (flags.failOn !== undefined && isBad(report, flags.failOn)) {
    cli.finish(exitCodes.foundBad);
  }
}

function isBad({ groups, totals }: LagReport, failOn: 'warn' | 'error'): boolean {
  const bad: readonly Severity[] = failOn === 'warn' ? ['warn', 'error'] : ['error'];
  return (
    groups.some(({ verdict }) => bad.includes(severityOf[verdict])) || (failOn === 'warn' && totals.unreadable > 0)
  );
}
