import type { RevokeWorld } from '../src/operations/scram-revoke-world.ts';
import type { Shell } from './shell.ts';
import type { OpenCluster, World } from './world.ts';

const verifyWithinMs = 15_000;

/** Secrets are opened where a plan names them, so that a run can be gone on with whatever flags it was begun with. */
export async function toRevokeWorld(
  cluster: OpenCluster,
  shell: Shell,
  outside: Pick<World, 'openSecrets' | 'openAssociations'>,
): Promise<RevokeWorld> {
  const { nowMs, sleep } = shell;
  return {
    target: await cluster.readTarget(),
    credentials: cluster.credentials,
    acls: cluster.acls,
    logins: cluster.logins,
    settings: cluster,
    openSecrets: store => outside.openSecrets(store, shell),
    openAssociations: outside.openAssociations,
    nowMs,
    sleep,
    verifyWithinMs,
  };
}
