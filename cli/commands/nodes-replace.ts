import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { toNodeIds } from '../flag-values.ts';
import { addNodeRunFlags, type NodeRunFlags, runOverNodes } from '../node-run.ts';

interface NodesReplaceFlags extends NodeRunFlags {
  readonly node: readonly number[];
}

export function addNodesReplace(nodes: Command, cli: Cli): void {
  const command = nodes
    .command('replace')
    .description('give a node another machine, with its name and its data, while the rest of the cluster is whole')
    .requiredOption('--node <id>', 'the node whose machine is replaced; repeatable', toNodeIds);
  addNodeRunFlags(command, 30 * 60_000)
    .addHelpText('after', examples)
    .action((flags: NodesReplaceFlags) =>
      runOverNodes(
        cli,
        flags,
        { kind: 'named', nodeIds: flags.node },
        async () => (await import('../../src/operations/node-replacement.ts')).nodeReplacement,
      ),
    );
}

const examples = `
Nothing is touched without --apply. The node stops in order, as far as it still can, its instance is terminated, and its
auto scaling group launches another one, which takes the volume, the name and the node id over. It has to be in sync again
before the run goes on. The machine that was replaced does not come back: there is no undo. What the node itself lacks is no
reason against replacing it; what any other node lacks is. On this machine another process stands for another machine.
Exit codes: 0 back and in sync, 2 wrong usage, 3 refused or declined, 4 replaced and the cluster is not whole, 5 stopped half way.

Examples:
  kafka-steward nodes replace -b b1.orders.internal:9096 --nodes ec2:orders --node 2
  kafka-steward nodes replace -b b1.orders.internal:9096 --nodes ec2:orders --node 2 --back-within 1h --apply`;
