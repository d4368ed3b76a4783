import type { Command } from 'commander';
import type { RunFilter } from '../../src/domain/change/run-summary.ts';
import type { Cli } from '../cli.ts';
import { toInstant } from '../flag-values.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

interface RunsListFlags extends RunFilter {
  readonly json?: boolean;
}

export function addRunsList(runs: Command, cli: Cli): void {
  runs
    .command('list')
    .description('every recorded change, newest first: what it was, who made it, how it ended')
    .option('--cluster-id <id>', 'only runs on the cluster with this id')
    .option('--kind <kind>', 'only runs of this kind, such as offset-reset')
    .option('--person <name>', 'only runs this person started')
    .option('--since <time>', 'only runs started at this time or later: 2024-01-15T10:30:00+01:00', toInstant)
    .option('--until <time>', 'only runs started before this time', toInstant)
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: RunsListFlags) => listRuns(cli, flags));
}

const examples = `
Examples:
  kafka-steward runs list
  kafka-steward runs list --kind offset-reset --since 2024-01-15T00:00:00Z --json | jq -r '.runs[].runId'`;

async function listRuns({ shell, world }: Cli, { json, ...filter }: RunsListFlags): Promise<void> {
  const { journal } = await world.openRuns(shell);
  const runs = await journal.list(filter);
  if (json === true) {
    writeJson(shell, { runs });
  } else {
    const { renderRuns } = await import('../render/runs.ts');
    shell.stdout.write(renderRuns(runs, pageOf(shell.stdout)));
  }
}
