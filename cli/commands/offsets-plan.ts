import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { OperationError } from '../../src/domain/errors.ts';
import type { ApplyFlags } from '../apply-plan.ts';
import type { Cli } from '../cli.ts';
import { toDurationMs } from '../flag-values.ts';
import { addOffsetFlags, type OffsetFlags } from '../offset-flags.ts';
import { defaultWatchMs, toOffsetWorld } from '../offset-world.ts';
import { addRecordFlags, type RecordFlags } from '../record-flags.ts';
import type { Shell } from '../shell.ts';
import { withCluster } from '../with-cluster.ts';

export interface OffsetsPlanFlags extends OffsetFlags, ApplyFlags, RecordFlags {
  readonly watch: number;
  readonly waitEmpty?: number;
  readonly follow?: number;
}

export function addOffsetsPlan(offsets: Command, cli: Cli): void {
  addPlanFlags(offsets.command('plan'))
    .description('where every partition of a group would go, what it skips or reads again, what speaks against it')
    .option('--apply', 'apply the plan once it is shown')
    .addHelpText('after', examples)
    .action((flags: OffsetsPlanFlags) => planOffsets(cli, flags));
}

export function addPlanFlags(command: Command): Command {
  return addRecordFlags(addOffsetFlags(command))
    .option(
      '--watch <time>',
      'the commits have to stand still for this long before they are moved (default: 6 s)',
      toDurationMs('0s', '1h'),
    )
    .setOptionValueWithSource('watch', defaultWatchMs, 'default')
    .option('--wait-empty <time>', 'wait this long for the members of the group to leave', toDurationMs('1s', '1d'))
    .option(
      '--follow <time>',
      'after applying, watch this long for the group to read on past its new offsets',
      toDurationMs('1s', '1d'),
    )
    .option('-y, --yes', 'apply without asking')
    .option('--json', 'print one JSON document: the plan, or what came of it');
}

const examples = `
Nothing is written without --apply. A group that is in use, misspelt or not made of consumers is refused with exit code 3.
Several groups are several plans and runs: one that is refused does not stop the others, and the exit code is the worst of
5, 4, 1, 3, 0. With --json they are one document, {"plans": […]} before and {"runs": […]} after.
A plan tells size, age and kind of the records it skips. What is in them is shown with --show-record (with --json as
"skippedRecords" beside the plan), and is no part of the plan that is applied and stored. A registry's login is read from
SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO=user:password.

Examples:
  kafka-steward offsets plan --cluster local -g billing -t orders:3 --skip-record --show-record
  kafka-steward offsets plan -b broker:9092 -g billing -t orders --to-datetime 2024-01-15T10:30:00+01:00 --json
  kafka-steward offsets plan -b broker:9092 -g billing --all-topics --to-latest --apply
  kafka-steward offsets plan -b broker:9092 -g billing -g 'audit-*' --subscribed --to-earliest
  kafka-steward offsets plan -b broker:9092 -g billing-copy --from-run 20240115-103000-9f3c21:after`;

export async function planOffsets(cli: Cli, flags: OffsetsPlanFlags): Promise<void> {
  const [
    { toOffsetRequests },
    { offsetReset },
    { openRecordView },
    { chooseGroups, isGroupPattern },
    { followerOf },
    { planGroup, planGroups },
  ] = await Promise.all([
    import('../offset-flags.ts'),
    import('../../src/operations/offset-reset.ts'),
    import('../record-view.ts'),
    import('../../src/operations/choose-groups.ts'),
    import('../follow-reports.ts'),
    import('../plan-groups.ts'),
  ]);
  const { shell } = cli;
  const around = { nowMs: shell.nowMs(), readFile: (name: string) => readText(shell, name) };
  const { groups: asked, requestFor } = await toOffsetRequests(flags, around);
  const { renderer, peek } = await openRecordView(flags, shell, around.readFile);
  await withCluster(cli, flags, async cluster => {
    const world = await toOffsetWorld(cluster, shell, { watchMs: flags.watch, emptyWithinMs: flags.waitEmpty });
    const follow = followerOf(shell, world, flags.follow);
    const parts = { runbook: offsetReset, world, renderer, follow };
    const planOf = async (group: string) => peek(await planGroup(cli, requestFor(group), world), cluster.offsets);
    const groups = await chooseGroups(asked, cluster);
    const [only = ''] = groups;
    // Which form the answer has is told by the question, not by how many groups a pattern happens to fit.
    if (asked.length === 1 && !asked.some(isGroupPattern)) {
      const { showOrApply } = await import('../apply-plan.ts');
      await showOrApply(cli, flags, await planOf(only), parts);
    } else {
      const { showOrApplyAll } = await import('../apply-plans.ts');
      const plans = await planGroups(groups, planOf);
      await showOrApplyAll(cli, flags, plans, parts);
    }
  });
}

async function readText({ cwd }: Shell, name: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, name), 'utf8');
  } catch (cause) {
    const { code = 'unknown reason' } = cause as NodeJS.ErrnoException;
    throw new OperationError('InputInvalid', `${name} cannot be read: ${code}; name a file of offsets`, { cause });
  }
}
