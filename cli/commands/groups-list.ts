import type { Command } from 'commander';
import { groupKinds, groupStates } from '../../src/domain/kafka/group.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { toChoices } from '../flag-values.ts';
import { withCluster } from '../with-cluster.ts';

interface GroupsListFlags extends ConnectionFlags {
  readonly kind?: readonly string[];
  readonly state?: readonly string[];
  readonly members?: boolean;
  readonly json?: boolean;
}

export function addGroupsList(groups: Command, cli: Cli): void {
  addConnectionFlags(groups.command('list'))
    .description('every group of the cluster: its kind, state and coordinator')
    .option('--kind <kind>', `only groups of this kind, repeatable: ${groupKinds.join(', ')}`, toChoices(groupKinds))
    .option(
      '--state <state>',
      `only groups in this state, repeatable: ${groupStates.join(', ')}`,
      toChoices(groupStates),
    )
    .option('--members', 'describe each group too: its members, assignor and epoch')
    .option('--json', 'print one JSON document')
    .action(async (flags: GroupsListFlags) => {
      await withCluster(cli, flags, async cluster => {
        const { groups: listings } = await cluster.listGroups();
        cli.shell.stdout.write(`${JSON.stringify(listings)}\n`);
      });
    });
}
