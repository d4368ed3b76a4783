import type { Command } from 'commander';
import { groupKinds, groupStates } from '../../src/domain/kafka/group.ts';
import type { Cli } from '../cli.ts';
import { addConnectionFlags, type ConnectionFlags } from '../connection-flags.ts';
import { toChoices } from '../flag-values.ts';
import { writeJson } from '../render/json.ts';
import { pageOf } from '../render/page.ts';
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
    .option('--members', 'describe each group too: members and what they own')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: GroupsListFlags) => listGroups(cli, flags));
}

const examples = `
Examples:
  kafka-steward groups list --cluster local
  kafka-steward groups list -b broker:9092 --kind consumer --kind share --members
  kafka-steward groups list -b broker:9092 --state Empty --json | jq -r '.groups[].group'`;

async function listGroups(cli: Cli, flags: GroupsListFlags): Promise<void> {
  const report = await withCluster(cli, flags, async cluster => {
    const { groups, gaps } = await cluster.listGroups();
    const wanted = groups
      .filter(({ kind, state }) => (flags.kind?.includes(kind) ?? true) && (flags.state?.includes(state) ?? true))
      .toSorted((a, b) => (a.group < b.group ? -1 : 1));
    return { groups: flags.members === true ? await cluster.describeGroups(wanted) : wanted, gaps };
  });
  if (flags.json === true) {
    writeJson(cli.shell, report);
  } else {
    const { renderGroups } = await import('../render/groups.ts');
    cli.shell.stdout.write(renderGroups(report, pageOf(cli.shell.stdout)));
  }
}
