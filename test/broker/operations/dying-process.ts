import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../../cli/new-plan.ts';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import { attachLocalCluster } from '../../../src/adapters/local/attach-local-cluster.ts';
import { openRunDirectory } from '../../../src/adapters/local/journal/run-directory.ts';
import type { ChangeStep, ChangeWorld, Plan } from '../../../src/domain/change/plan.ts';
import type { Runbook } from '../../../src/domain/change/runbook.ts';
import { applyChange } from '../../../src/operations/apply-change.ts';

/** What a process is told that applies a plan and is killed between two of its requests. */
export interface DyingOrder {
  readonly cluster: string;
  readonly runs: string;
  readonly planFile: string;
}

export const clock = { nowMs: Date.now, sleep: (ms: number) => sleep(ms) };

/** Stands for the request that the process does not live to send. */
export const dying = async (): Promise<never[]> => {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
  return [];
};

type Opened = Awaited<ReturnType<typeof openCluster>>;

/** Applies the plan of the order on the command line, in a world made of the cluster. */
export async function applyOrderedPlan<Request, Step extends ChangeStep, World extends ChangeWorld>(
  runbook: Runbook<Request, Step, World>,
  worldOf: (opened: Opened) => Promise<World>,
  leaseMs = 120_000,
): Promise<void> {
  const order = JSON.parse(process.argv[2]!) as DyingOrder;
  const plan = JSON.parse(readFileSync(order.planFile, 'utf8')) as Plan<Step>;
  const cluster = await attachLocalCluster(order.cluster);
  const opened = await openCluster(cluster.connectionFor(), { clientId: 'dying', ...clock });
  await applyChange(
    runbook,
    { plan, approval: { person: 'tester', digest: plan.digest } },
    {
      ...openRunDirectory(order.runs, Date.now),
      nowMs: Date.now,
      hash: sha256,
      person: 'tester',
      leaseMs,
      world: await worldOf(opened),
    },
  );
}
