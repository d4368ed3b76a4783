import type { Command } from 'commander';
import { assertSameCluster } from '../../src/domain/change/same-cluster.ts';
import { OperationError } from '../../src/domain/errors.ts';
import type { ApplyFlags } from '../apply-plan.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { withCluster } from '../with-cluster.ts';

interface ScramUndoFlags extends ConnectionFlags, ApplyFlags {}

export function addScramUndo(scram: Command, cli: Cli): void {
  addConnectionFlags(scram.command('undo'))
    .description('take a rotation or a revocation back; refused where clients could not log in afterwards')
    .argument('<run>', 'the id of the run, as its report told it')
    .option('--apply', 'apply the plan once it is shown')
    .option('-y, --yes', 'apply without asking')
    .option('--json', 'print one JSON document: the plan, or what came of it')
    .addHelpText('after', examples)
    .action((runId: string, flags: ScramUndoFlags) => undo(cli, runId, flags));
}

const examples = `
Of a rotation: the former login is proven on every broker, then clients read it again. Of one that broke off: the password
that no client was told is forgotten. Of a revocation: its denials go, and the login comes back.

Examples:
  kafka-steward scram undo 20240115-103000-9f3c21 --cluster local
  kafka-steward scram undo 20240115-103000-9f3c21 -b broker:9092 --apply --yes`;

async function undo(cli: Cli, runId: string, flags: ScramUndoFlags): Promise<void> {
  const [{ planUndo }, { readRun }, { findRunbook }, { newPlanSeal }, { showOrApply }] = await Promise.all([
    import('../../src/operations/plan-undo.ts'),
    import('../../src/operations/read-run.ts'),
    import('../runbooks.ts'),
    import('../new-plan.ts'),
    import('../apply-plan.ts'),
  ]);
  const { shell } = cli;
  const { journal } = await cli.world.openRuns(shell);
  const { story } = await readRun(journal, runId);
  const { kind } = story.plan;
  if (!kind.startsWith('scram-')) {
    throw new OperationError(
      'InputInvalid',
      `run ${runId} is of kind ${kind}; take it back with the command that made it`,
    );
  }
  const { openWorld, ...parts } = await findRunbook(kind, runId);
  await withCluster(cli, flags, async cluster => {
    const world = await openWorld(cluster, shell, cli.world, story.plan);
    assertSameCluster(story.plan, world.target.clusterId);
    const plan = await planUndo(parts.runbook, story, world, newPlanSeal(shell));
    await showOrApply(cli, flags, plan, { ...parts, world });
  });
}
