import type { Command } from 'commander';
import { isForgettable } from '../../src/domain/change/retention.ts';
import type { Cli } from '../cli.ts';
import { toDurationMs } from '../flag-values.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

interface RunsForgetFlags {
  readonly olderThan: number;
  readonly apply?: boolean;
  readonly json?: boolean;
}

export function addRunsForget(runs: Command, cli: Cli): void {
  runs
    .command('forget')
    .description('remove the journals of changes that ended long ago; they cannot be undone any more')
    .requiredOption(
      '--older-than <time>',
      'those that ended longer ago than this, such as 365d',
      toDurationMs('1d', '9999d'),
    )
    .option('--apply', 'remove what is shown')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: RunsForgetFlags) => forgetRuns(cli, flags));
}

const examples = `
Nothing is removed without --apply, and never a change that is unfinished or partly applied.

Examples:
  kafka-steward runs forget --older-than 365d
  kafka-steward runs forget --older-than 365d --apply`;

async function forgetRuns({ shell, world }: Cli, { olderThan, apply = false, json }: RunsForgetFlags): Promise<void> {
  const { journal } = await world.openRuns(shell);
  const runs = (await journal.list({})).filter(run => isForgettable(run, shell.nowMs(), olderThan));
  if (apply) {
    for (const { runId } of runs) await journal.forget(runId);
  }
  if (json === true) {
    writeJson(shell, { runs, isRemoved: apply });
  } else {
    const { renderRuns } = await import('../render/runs.ts');
    shell.stdout.write(renderRuns(runs, pageOf(shell.stdout)));
    shell.stderr.write(apply ? 'removed\n' : 'nothing was removed yet, --apply does it\n');
  }
}
