import { type Command, Option } from 'commander';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-codes.ts';
import { addNodeFlags, type NodeFlags, nodePlaceOf } from '../node-flags.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';
import { withCluster } from '../with-cluster.ts';

interface NodesStatusFlags extends NodeFlags {
  readonly failOn?: 'shut';
  readonly json?: boolean;
}

export function addNodesStatus(nodes: Command, cli: Cli): void {
  addNodeFlags(nodes.command('status').alias('list'))
    .description('which nodes there are, how they are, and whether one may be taken out now')
    .addOption(new Option('--fail-on <state>', 'end with exit code 6 if a gate is shut').choices(['shut']))
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: NodesStatusFlags) => showNodes(cli, flags));
}

const examples = `
Nothing is changed. A node may be taken out while every gate is open: all nodes run, no partition is offline, below
min.insync.replicas, under-replicated or being moved, one controller is active, and the quorum has caught up.

Examples:
  kafka-steward nodes status --cluster local
  kafka-steward nodes status -b b1.orders.internal:9096 --command-config client.properties --nodes ec2:orders --fail-on shut`;

async function showNodes(cli: Cli, flags: NodesStatusFlags): Promise<void> {
  const [{ readGateFacts }, { reportNodes }, { renderNodes }] = await Promise.all([
    import('../../src/operations/node-world.ts'),
    import('../../src/domain/nodes/status-report.ts'),
    import('../render/nodes.ts'),
  ]);
  const { shell, world } = cli;
  const nodes = await world.openNodes(nodePlaceOf(flags, shell), shell);
  const report = await withCluster(cli, flags, async ({ health, readTarget }) =>
    reportNodes((await readTarget()).clusterId, await readGateFacts({ health, nodes })),
  );
  if (flags.json === true) writeJson(shell, report);
  else shell.stdout.write(renderNodes(report, pageOf(shell.stdout)));
  const isShut = report.gates.some(({ level }) => level === 'block');
  if (flags.failOn === 'shut' && isShut) cli.finish(exitCodes.foundBad);
}
