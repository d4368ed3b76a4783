import type { Command } from 'commander';
import { reportRun } from '../../src/domain/change/change-report.ts';
import { assertSameCluster } from '../../src/domain/change/same-cluster.ts';
import type { ApplyFlags } from '../apply-plan.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { writeJson } from '../render/json.ts';
import { withCluster } from '../with-cluster.ts';

interface RunsResumeFlags extends ConnectionFlags, ApplyFlags {}

export function addRunsResume(runs: Command, cli: Cli): void {
  addConnectionFlags(runs.command('resume'))
    .description('go on with a change that was interrupted: check again, do what is not done, read all of it back')
    .argument('<run>', 'the id of the run; "runs list" shows those that are unfinished')
    .option('-y, --yes', 'go on without asking')
    .option('--json', 'print one JSON document: what came of it')
    .addHelpText('after', examples)
    .action((runId: string, flags: RunsResumeFlags) => resumeRun(cli, runId, flags));
}

const examples = `
A step that is done is not done again. Of one that was begun, the cluster is asked first whether it took effect.
Exit codes: 0 done and read back, 2 wrong usage, 3 refused or declined, 4 done but not read back, 5 partly done.

Examples:
  kafka-steward runs resume 20240115-103000-9f3c21 --cluster local
  kafka-steward runs resume 20240115-103000-9f3c21 -b broker:9092 --yes --json`;

async function resumeRun(cli: Cli, runId: string, flags: RunsResumeFlags): Promise<void> {
  const [{ readRun }, { findRunbook }, { showOrApply }] = await Promise.all([
    import('../../src/operations/read-run.ts'),
    import('../runbooks.ts'),
    import('../apply-plan.ts'),
  ]);
  const { journal } = await cli.world.openRuns(cli.shell);
  const { story } = await readRun(journal, runId);
  const { plan, ended } = story;
  // Its plan need not be how the cluster is any more: it is not told as if it were.
  if (ended?.outcome === 'done') {
    if (flags.json === true) writeJson(cli.shell, reportRun(story));
    else cli.shell.stdout.write(`run ${plan.planId} was done at ${ended.at}: there is nothing to go on with\n`);
    return;
  }
  const { openWorld, ...parts } = await findRunbook(plan.kind, runId);
  await withCluster(cli, flags, async cluster => {
    const world = await openWorld(cluster, cli.shell, cli.world, plan);
    assertSameCluster(plan, world.target.clusterId);
    await showOrApply(cli, { ...flags, apply: true }, plan, { ...parts, world }, 'resume');
  });
}
