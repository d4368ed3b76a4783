import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../../cli/new-plan.ts';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import { attachLocalCluster } from '../../../src/adapters/local/attach-local-cluster.ts';
import { openRunDirectory } from '../../../src/adapters/local/journal/run-directory.ts';
import { localSecrets } from '../../../src/adapters/local/secrets/local-secrets.ts';
import type { Plan } from '../../../src/domain/change/plan.ts';
import type { RevokeStep } from '../../../src/domain/scram/revoke-step.ts';
import { applyChange } from '../../../src/operations/apply-change.ts';
import { scramRevoke } from '../../../src/operations/scram-revoke.ts';

/** What a process is told that denies a user and is killed before it deletes it. */
export interface RevokeOrder {
  readonly cluster: string;
  readonly runs: string;
  readonly planFile: string;
}

// A process that is killed between two requests: the one that denies the user and the one that deletes it.
const order = JSON.parse(process.argv[2]!) as RevokeOrder;
const plan = JSON.parse(readFileSync(order.planFile, 'utf8')) as Plan<RevokeStep>;
const cluster = await attachLocalCluster(order.cluster);
const clock = { nowMs: Date.now, sleep: (ms: number) => sleep(ms) };
const opened = await openCluster(cluster.connectionFor(), { clientId: 'revoking', ...clock });

const dying = async () => {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
  return [];
};
await applyChange(
  scramRevoke,
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
      credentials: { ...opened.credentials, alter: dying },
      acls: opened.acls,
      logins: opened.logins,
      settings: opened,
      openSecrets: async store => localSecrets({ directory: store, nowMs: Date.now }),
      openAssociations: () => Promise.reject(new Error('no MSK here')),
      verifyWithinMs: 1_000,
    },
  },
);
