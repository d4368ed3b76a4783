import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';

export function addRunsShow(runs: Command, cli: Cli): void {
  runs
    .command('show')
    .description('one recorded change: its plan, what was done and by whom, what stands in its way')
    .argument('<run>', 'the id of the run, as its report told it')
    .option('--json', 'print one JSON document: the report with the whole journal')
    .addHelpText('after', examples)
    .action((runId: string, flags: { readonly json?: boolean }) => showRun(cli, runId, flags));
}

const examples = `
Examples:
  kafka-steward runs show 20240115-103000-9f3c21
  kafka-steward runs show 20240115-103000-9f3c21 --json | jq '.plan.objects'`;

async function showRun({ shell, world }: Cli, runId: string, flags: { readonly json?: boolean }): Promise<void> {
  const [{ readRun }, { reportRun }, { summariseStory }, { aclsLeft }] = await Promise.all([
    import('../../src/operations/read-run.ts'),
    import('../../src/domain/change/change-report.ts'),
    import('../../src/domain/change/run-summary.ts'),
    import('../../src/domain/offsets/with-hold.ts'),
  ]);
  const { journal } = await world.openRuns(shell);
  const run = await readRun(journal, runId);
  if (flags.json === true) {
    const { entries, tornEntries } = run;
    const { approvalExpiresAt } = summariseStory(run.story);
    writeJson(shell, {
      ...reportRun(run.story),
      approvalExpiresAt,
      aclsLeft: aclsLeft(run.story),
      entries,
      tornEntries,
    });
  } else {
    const { renderRun } = await import('../render/run.ts');
    shell.stdout.write(renderRun(run, pageOf(shell.stdout)));
  }
}
