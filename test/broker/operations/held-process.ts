import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../../cli/new-plan.ts';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import { attachLocalCluster } from '../../../src/adapters/local/attach-local-cluster.ts';
import { openRunDirectory } from '../../../src/adapters/local/journal/run-directory.ts';
import type { Plan } from '../../../src/domain/change/plan.ts';
import type { OffsetStep } from '../../../src/domain/offsets/offset-step.ts';
import { applyChange } from '../../../src/operations/apply-change.ts';
import { offsetReset } from '../../../src/operations/offset-reset.ts';

/** What a process is told that holds a group and is killed before it moves it. */
export interface HeldOrder {
  readonly cluster: string;
  readonly runs: string;
  readonly planFile: string;
}

// A process that is killed between two requests: the one that holds the group and the one that moves it.
const order = JSON.parse(process.argv[2]!) as HeldOrder;
const plan = JSON.parse(readFileSync(order.planFile, 'utf8')) as Plan<OffsetStep>;
const cluster = await attachLocalCluster(order.cluster);
const clock = { nowMs: Date.now, sleep: (ms: number) => sleep(ms) };
const opened = await openCluster(cluster.connectionFor(), { clientId: 'held', ...clock });

const dying = async () => {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
  return [];
};
await applyChange(
  offsetReset,
  { plan, approval: { person: 'tester', digest: plan.digest } },
  {
    ...openRunDirectory(order.runs, Date.now),
    nowMs: Date.now,
    hash: sha256,
    person: 'tester',
    leaseMs: 3_000,
    world: {
      ...clock,
      target: await opened.readTarget(),
      offsets: { ...opened.offsets, writeCommits: dying },
      groups: opened,
      acls: opened.acls,
      emptyWithinMs: 0,
      onWaiting: () => undefined,
      watchMs: 0,
      verifyWithinMs: 1_000,
    },
  },
);
