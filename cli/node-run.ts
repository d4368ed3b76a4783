import type { Command } from 'commander';
import { duration } from '../src/domain/lag/figures.ts';
import type { NodeChoice } from '../src/domain/nodes/node-choice.ts';
import type { NodeRequest } from '../src/domain/nodes/node-request.ts';
import type { NodeRunbook } from '../src/operations/node-runbook.ts';
import type { ApplyFlags } from './apply-plan.ts';
import type { Cli } from './cli.ts';
import { toDurationMs, toTexts } from './flag-values.ts';
import { addNodeFlags, type NodeFlags, nodePlaceOf } from './node-flags.ts';
import { withCluster } from './with-cluster.ts';

/** What both commands take that take nodes out. */
export interface NodeRunFlags extends NodeFlags, ApplyFlags {
  readonly soak: number;
  readonly backWithin: number;
  readonly acceptOutage?: readonly string[];
  readonly election: boolean;
}

const soakMs = 60_000;

export function addNodeRunFlags(command: Command, backWithinMs: number): Command {
  return addNodeFlags(command)
    .option(
      '--soak <time>',
      `how long to wait after each node that is back (default: ${duration(soakMs)})`,
      toDurationMs('0s', '2h'),
    )
    .option(
      '--back-within <time>',
      `how long a node may take to be in sync again (default: ${duration(backWithinMs)})`,
      toDurationMs('10s', '24h'),
    )
    .option('--accept-outage <topic>', 'a topic that may be out of use while its broker is; repeatable', toTexts)
    .option('--no-election', 'do not give a broker its preferred leaders back')
    .option('--apply', 'apply the plan once it is shown')
    .option('-y, --yes', 'apply without asking')
    .option('--json', 'print one JSON document: the plan, or what came of it')
    .setOptionValueWithSource('soak', soakMs, 'default')
    .setOptionValueWithSource('backWithin', backWithinMs, 'default');
}

/** Plans, shows and applies one run over these nodes. */
export async function runOverNodes(
  cli: Cli,
  flags: NodeRunFlags,
  choice: NodeChoice,
  load: () => Promise<NodeRunbook>,
): Promise<void> {
  const { shell } = cli;
  const place = nodePlaceOf(flags, shell);
  const [runbook, { planChange }, { newPlanSeal }, { nodesRenderer: renderer }, { nodeLeaseMs, toNodeWorld }, apply] =
    await Promise.all([
      load(),
      import('../src/operations/plan-change.ts'),
      import('./new-plan.ts'),
      import('./render/nodes.ts'),
      import('./node-world.ts'),
      import('./apply-plan.ts'),
    ]);
  const request: NodeRequest = {
    choice,
    nodes: place,
    soakMs: flags.soak,
    returnWithinMs: flags.backWithin,
    elects: flags.election,
    acceptedTopics: flags.acceptOutage ?? [],
  };
  await withCluster(cli, flags, async cluster => {
    const world = await toNodeWorld(cluster, shell, cli.world, place);
    const plan = await planChange(runbook, request, world, newPlanSeal(shell));
    await apply.showOrApply(cli, flags, plan, { runbook, world, renderer, leaseMs: nodeLeaseMs });
  });
}
