import { type Command, Option } from 'commander';
import { OperationError } from '../../src/domain/errors.ts';
import type { NodeChoice } from '../../src/domain/nodes/node-choice.ts';
import type { Cli } from '../cli.ts';
import { toNodeIds } from '../flag-values.ts';
import { addNodeRunFlags, type NodeRunFlags, runOverNodes } from '../node-run.ts';

interface NodesRestartFlags extends NodeRunFlags {
  readonly node?: readonly number[];
  readonly all?: boolean;
  readonly role?: 'broker' | 'controller';
}

export function addNodesRestart(nodes: Command, cli: Cli): void {
  const command = nodes
    .command('restart')
    .description('restart nodes, one after the other, each only while the rest of the cluster is whole')
    .option('--node <id>', 'a node to restart; repeatable', toNodeIds)
    .option('--all', 'every node: brokers zone by zone, then controllers, the active one last')
    .addOption(new Option('--role <role>', 'every node of a role').choices(['broker', 'controller']));
  addNodeRunFlags(command, 15 * 60_000)
    .addHelpText('after', examples)
    .action((flags: NodesRestartFlags) =>
      runOverNodes(
        cli,
        flags,
        choiceOf(flags),
        async () => (await import('../../src/operations/node-restart.ts')).nodeRestart,
      ),
    );
}

const examples = `
Nothing is touched without --apply. Before each node every gate of "nodes status" has to be open; then it stops in order,
starts, and has to be registered and in sync again before it gets its leaders back and the next one's turn comes. A node
that does not come back ends the run; no other one is touched, and "runs resume" goes on once it is back.
Topics with one replica, or with min.insync.replicas equal to their replicas, are refused unless --accept-outage names them.
A restart cannot be undone.
Exit codes: 0 all back and in sync, 2 wrong usage, 3 refused or declined, 4 restarted and the cluster is not whole, 5 stopped half way.

Examples:
  kafka-steward nodes restart --cluster local --node 2
  kafka-steward nodes restart --cluster local --all --soak 10s --apply
  kafka-steward nodes restart -b b1.orders.internal:9096 --nodes ec2:orders --role broker --apply --yes --json`;

function choiceOf({ node, all, role }: NodesRestartFlags): NodeChoice {
  const given = [node, all, role].filter(each => each !== undefined).length;
  if (given !== 1)
    throw new OperationError('InputInvalid', 'say which nodes: --node ID, --role ROLE or --all, one of them');
  if (node !== undefined) return { kind: 'named', nodeIds: node };
  return role === undefined ? { kind: 'all' } : { kind: 'role', role };
}
