import type { AclBinding } from '../domain/acls/acl-binding.ts';
import { shared, without } from '../domain/acls/acl-set.ts';
import type { ObjectState } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import {
  associationStates,
  credentialStates,
  type DenialStep,
  denialStates,
  type RevokeStep,
  type StoredCredential,
} from '../domain/scram/revoke-step.ts';
import type { RevokeWorld } from './scram-revoke-world.ts';

const betweenReadsMs = 200;

/** The objects of one step as they are now; those that are gone are left out. */
export async function observeStep(step: RevokeStep, world: RevokeWorld): Promise<readonly ObjectState[]> {
  switch (step.action) {
    case 'deny':
    case 'allow':
      return denialStates(await readDenials(step, world));
    case 'delete':
    case 'restore':
      return credentialStates(step.user, await readCredentials(step.user, world));
    case 'disassociate':
    case 'associate': {
      const now = new Set(await (await world.openAssociations(step.clusterArn)).list());
      return associationStates(step.secretArns.filter(arn => now.has(arn)));
    }
    case 'wait':
      return [];
  }
}

/**
 * Of these denials the ones that are in force, once the brokers agree. Where they do not in time, a denial that was made
 * counts once all know it, and one that was taken away until none does.
 */
export async function readDenials(
  { action, user, bindings }: Pick<DenialStep, 'action' | 'user' | 'bindings'>,
  world: RevokeWorld,
): Promise<readonly AclBinding[]> {
  const untilMs = world.nowMs() + world.verifyWithinMs;
  for (;;) {
    const brokers = await denialsByBroker(user, world);
    const isAgreed = (binding: AclBinding): boolean =>
      new Set(brokers.map(known => shared([binding], known).length)).size === 1;
    if (bindings.every(isAgreed) || world.nowMs() >= untilMs) {
      const isKnown = (binding: AclBinding) => (known: readonly AclBinding[]) => shared([binding], known).length > 0;
      return bindings.filter(binding =>
        action === 'deny' ? brokers.every(isKnown(binding)) : brokers.some(isKnown(binding)),
      );
    }
    await world.sleep(betweenReadsMs);
  }
}

/** Waits until every broker that answers has heard of all of it; true if so in time. */
export async function waitForDenials(
  user: string,
  bindings: readonly AclBinding[],
  wanted: 'there' | 'gone',
  world: RevokeWorld,
): Promise<boolean> {
  const untilMs = world.nowMs() + world.verifyWithinMs;
  for (;;) {
    const brokers = await denialsByBroker(user, world);
    const isHeard = (known: readonly AclBinding[]) =>
      (wanted === 'there' ? without(bindings, known) : shared(bindings, known)).length === 0;
    if (brokers.every(isHeard)) return true;
    if (world.nowMs() >= untilMs) return false;
    await world.sleep(betweenReadsMs);
  }
}

/** Of the brokers that answer; one that does not serves nobody. */
async function denialsByBroker(user: string, { acls }: RevokeWorld): Promise<readonly (readonly AclBinding[])[]> {
  const rows = await acls.listAclsOfBrokers({ principal: `User:${user}`, permission: 'deny' });
  const answered = rows.filter(({ problem }) => problem === undefined);
  if (answered.length > 0) return answered.map(({ bindings }) => bindings);
  const message = rows[0]?.problem ?? 'the cluster names no broker';
  throw new OperationError('BrokerUnreachable', message, { retryable: true });
}

/** What brokers keep of a user. Rejects where they do not tell. */
export async function readCredentials(
  user: string,
  { credentials }: RevokeWorld,
): Promise<readonly StoredCredential[]> {
  const rows = await credentials.describe([user]);
  return rows.flatMap(row => {
    if (row.kind === 'unread')
      throw new OperationError('BrokerRefused', `user ${JSON.stringify(user)}: ${row.problem}`);
    return row.kind === 'stored' ? [{ mechanism: row.mechanism, iterations: row.iterations }] : [];
  });
}
