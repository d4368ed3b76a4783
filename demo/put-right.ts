import type { Shell } from '../cli/shell.ts';
import { openCluster } from '../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../src/adapters/local/local-cluster.ts';
import { lagOf } from '../src/domain/lag/history.ts';
import type { Narrator } from './narrator.ts';
import type { Operator } from './operator.ts';
import type { Application, OrderService } from './order-service.ts';
import { groups, users } from './topics-and-rights.ts';
import type { Judged } from './watch.ts';

/** Nobody is asked, and what was done is watched for a moment. */
const watched = ['--watch', '1s', '--yes'];
const catchUpTurns = 30;
const turnMs = 500;
/** What arrives between two commits of a group that keeps up. */
const caughtUpRecords = 150;

/**
 * The second act: the group that hangs is moved past its record, by a plan that is checked, applied and read back, and
 * is seen to catch up; then a move of another group is taken back.
 */
export async function putRight(
  { report }: Judged,
  cluster: LocalCluster,
  { billing, analytics }: OrderService,
  operator: Operator,
  shell: Shell,
  tell: Narrator,
): Promise<void> {
  const [stuck] = report.groups.find(({ group }) => group === groups.billing)?.partitions ?? [];
  if (stuck === undefined) return;

  tell.step('act two: stopping billing, as an operator does, and moving it past the one record');
  await billing.stop();
  const partition = `${stuck.topic}:${stuck.partition}`;
  await operator.run([
    'offsets',
    'apply',
    '-g',
    groups.billing,
    '-t',
    partition,
    '--skip-record',
    `${stuck.committedOffset}`,
    ...watched,
  ]);
  tell.step('starting billing again');
  await billing.start();
  await seeItCatchUp(cluster, shell, tell);

  tell.step('a mistake, and the way back: analytics is sent to the end of its topic, and put back where it was');
  await moveAndUndo(analytics, operator);
}

async function seeItCatchUp(cluster: LocalCluster, { nowMs, sleep }: Shell, tell: Narrator): Promise<void> {
  const connection = cluster.connectionFor(users.steward);
  const reader = await openCluster(connection, { clientId: 'kafka-steward', nowMs, sleep });
  try {
    for (let turn = 0; turn < catchUpTurns; turn += 1) {
      const { rows, partitions } = await reader.readSnapshot({ groups: [groups.billing] });
      const lagRecords = rows.committed.reduce(
        (sum, committed, row) => sum + lagOf(committed, partitions.end[rows.partition[row]!]!),
        0,
      );
      if (turn % 4 === 0) tell.detail(`billing is ${lagRecords} records behind`);
      if (lagRecords <= caughtUpRecords) {
        tell.detail(`billing has caught up: ${lagRecords} records behind`);
        return;
      }
      await sleep(turnMs);
    }
    tell.detail('billing is still on its way');
  } finally {
    reader.close();
  }
}

async function moveAndUndo(analytics: Application, operator: Operator): Promise<void> {
  await analytics.stop();
  await operator.run(['offsets', 'apply', '-g', groups.analytics, '--all-topics', '--to-latest', ...watched]);
  await operator.run(['offsets', 'undo', await operator.newestRun(), '--apply', ...watched]);
  await analytics.start();
}
