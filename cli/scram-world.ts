import type { Plan } from '../src/domain/change/plan.ts';
import { OperationError } from '../src/domain/errors.ts';
import type { RotationPlace, ScramRotationStep } from '../src/domain/scram/rotation-step.ts';
import { type ScramWorld, usualAcceptWithinMs } from '../src/operations/scram-world.ts';
import { toSafeText } from './render/safe-text.ts';
import type { Shell } from './shell.ts';
import type { OpenCluster, World } from './world.ts';

/** No step may take half of it, and one takes as long as brokers may, with a last attempt at each. */
export const leaseMsFor = ({ acceptWithinMs }: Pick<ScramWorld, 'acceptWithinMs'>): number =>
  2 * acceptWithinMs + 120_000;

/** Where nobody knows yet what kind of cluster it is. */
export const longestLeaseMs = leaseMsFor({ acceptWithinMs: usualAcceptWithinMs.msk });

export async function toScramWorld(
  cluster: OpenCluster,
  shell: Shell,
  outside: Pick<World, 'openSecrets' | 'openAssociations' | 'makeSecret'>,
  {
    store,
    clusterArn,
    acceptWithinMs,
  }: Pick<RotationPlace, 'store' | 'clusterArn'> & { readonly acceptWithinMs?: number },
): Promise<ScramWorld> {
  const { nowMs, sleep, stderr } = shell;
  const isAws = /^aws(:|$)/.test(store);
  let told = '';
  return {
    target: await cluster.readTarget(),
    secrets: await outside.openSecrets(store, shell),
    users:
      clusterArn === undefined
        ? { kind: 'brokers', credentials: cluster.credentials }
        : { kind: 'msk', clusterArn, associations: await outside.openAssociations(clusterArn) },
    prover: cluster.logins,
    acls: cluster.acls,
    ...(isAws ? {} : { makeSecret: (name, tags) => outside.makeSecret(store, shell, { name, tags }) }),
    nowMs,
    sleep,
    acceptWithinMs: acceptWithinMs ?? usualAcceptWithinMs[clusterArn === undefined ? 'brokers' : 'msk'],
    onWaiting: sentence => {
      if (sentence !== told) stderr.write(`waiting: ${toSafeText(sentence)}\n`);
      told = sentence;
    },
  };
}

/** The world a recorded run was planned in. */
export async function reopenScramWorld(
  cluster: OpenCluster,
  shell: Shell,
  outside: World,
  { planId, steps: [first] }: Plan<ScramRotationStep>,
): Promise<ScramWorld> {
  if (first !== undefined) return await toScramWorld(cluster, shell, outside, first);
  throw new OperationError('InputInvalid', `run ${planId} has no steps: there is nothing to go on with or take back`);
}
