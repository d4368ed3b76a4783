import type { Command } from 'commander';
import { assertSameCluster } from '../../src/domain/change/same-cluster.ts';
import type { ApplyFlags } from '../apply-plan.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { toDurationMs } from '../flag-values.ts';
import { defaultWatchMs, toOffsetWorld } from '../offset-world.ts';
import { withCluster } from '../with-cluster.ts';

interface OffsetsUndoFlags extends ConnectionFlags, ApplyFlags {
  readonly watch: number;
}

export function addOffsetsUndo(offsets: Command, cli: Cli): void {
  addConnectionFlags(offsets.command('undo'))
    .description('put a group back where a run found it: offsets, metadata, leader epochs; refused if it moved since')
    .argument('<run>', 'the id of the run, as its report told it')
    .option('--apply', 'apply the plan once it is shown')
    .option('--watch <time>', 'the commits have to stand still for this long (default: 6 s)', toDurationMs('0s', '1h'))
    .setOptionValueWithSource('watch', defaultWatchMs, 'default')
    .option('-y, --yes', 'apply without asking')
    .option('--json', 'print one JSON document: the plan, or what came of it')
    .addHelpText('after', examples)
    .action((runId: string, flags: OffsetsUndoFlags) => undoOffsets(cli, runId, flags));
}

const examples = `
Examples:
  kafka-steward offsets undo 20240115-103000-9f3c21 --cluster local
  kafka-steward offsets undo 20240115-103000-9f3c21 -b broker:9092 --apply --yes`;

async function undoOffsets(cli: Cli, runId: string, flags: OffsetsUndoFlags): Promise<void> {
  const [{ planUndo }, { readOffsetRun }, { offsetReset }, { newPlanSeal }, { showOrApply }, { offsetsRenderer }] =
    await Promise.all([
      import('../../src/operations/plan-undo.ts'),
      import('../../src/operations/read-offset-run.ts'),
      import('../../src/operations/offset-reset.ts'),
      import('../new-plan.ts'),
      import('../apply-plan.ts'),
      import('../render/offsets.ts'),
    ]);
  const { shell } = cli;
  const { journal } = await cli.world.openRuns(shell);
  const story = await readOffsetRun(journal, runId);
  await withCluster(cli, flags, async cluster => {
    const world = await toOffsetWorld(cluster, shell, { watchMs: flags.watch });
    assertSameCluster(story.plan, world.target.clusterId);
    const plan = await planUndo(offsetReset, story, world, newPlanSeal(shell));
    await showOrApply(cli, flags, plan, { runbook: offsetReset, world, renderer: offsetsRenderer });
  });
}
