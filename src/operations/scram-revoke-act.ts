import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { named } from '../domain/lag/figures.ts';
import type { AssociationStep, CredentialStep, DenialStep, RevokeStep, WaitStep } from '../domain/scram/revoke-step.ts';
import { readPassword } from './scram-known-password.ts';
import { observeStep, waitForDenials } from './scram-revoke-objects.ts';
import type { RevokeWorld } from './scram-revoke-world.ts';

export async function actOnRevoke(step: RevokeStep, world: RevokeWorld): Promise<StepOutcome> {
  switch (step.action) {
    case 'deny':
    case 'allow':
      return await actOnDenials(step, world);
    case 'delete':
    case 'restore':
      return await actOnCredentials(step, world);
    case 'disassociate':
    case 'associate':
      return await actOnAssociations(step, world);
    case 'wait':
      return await waitForBrokers(step, world);
  }
}

/** What became of a step: all of them may be done again. Brokers hear late, so that nothing to be seen is no proof. */
export async function settleRevoke(step: RevokeStep, world: RevokeWorld): Promise<StepFate> {
  if (step.action === 'wait') return 'repeatable';
  const there = (await observeStep(step, world)).length;
  const isMade = step.action === 'deny' || step.action === 'restore' || step.action === 'associate';
  return there === (isMade ? step.objects.length : 0) ? 'took-effect' : 'repeatable';
}

async function actOnDenials({ action, user, bindings }: DenialStep, world: RevokeWorld): Promise<StepOutcome> {
  const isMade = action === 'deny';
  const written = isMade ? await world.acls.createAcls(bindings) : await world.acls.deleteAcls(bindings);
  const refusals = [...new Set(written.flatMap(({ refusal }) => refusal ?? []))];
  const what = isMade ? 'could not be denied everything' : 'may still be denied something';
  if (refusals.length > 0) return failed(user, `${what}: ${refusals.join('; ')}`);
  if (await waitForDenials(user, bindings, isMade ? 'there' : 'gone', world)) return { kind: 'done' };
  return failed(user, `${what}: not every broker has heard of it yet`);
}

async function actOnCredentials(step: CredentialStep, world: RevokeWorld): Promise<StepOutcome> {
  const { user, credentials } = step;
  if (step.action === 'delete') {
    const rows = await world.credentials.alter(
      credentials.map(({ mechanism }) => ({ kind: 'delete', user, mechanism }) as const),
    );
    return outcomeOf(user, rows, 'could not be deleted');
  }
  const { password: place } = step;
  const login = place && (await readPassword(user, place, await world.openSecrets(place.store)));
  if (login === undefined) {
    return failed(user, 'could not be given its password back: it is no longer in its secret; give it a new one');
  }
  const { password } = login;
  const rows = await world.credentials.alter(
    credentials.map(credential => ({ kind: 'upsert', user, password, ...credential }) as const),
  );
  return outcomeOf(user, rows, 'could not be given its password back');
}

async function actOnAssociations(step: AssociationStep, world: RevokeWorld): Promise<StepOutcome> {
  const { action, user, clusterArn, secretArns } = step;
  const associations = await world.openAssociations(clusterArn);
  const rows =
    action === 'associate' ? await associations.associate(secretArns) : await associations.disassociate(secretArns);
  const refused = rows.map(({ secretArn, problem }) => ({
    refusal: problem === undefined ? undefined : `${secretArn}: ${problem}`,
  }));
  return outcomeOf(user, refused, action === 'associate' ? 'could not be associated' : 'could not be disassociated');
}

function outcomeOf(
  user: string,
  rows: readonly { readonly refusal?: string | undefined }[],
  what: string,
): StepOutcome {
  const refusals = [...new Set(rows.flatMap(({ refusal }) => refusal ?? []))];
  return refusals.length === 0 ? { kind: 'done' } : failed(user, `${what}: ${refusals.join('; ')}`);
}

function failed(user: string, what: string): StepOutcome {
  return { kind: 'failed', sentence: `user ${named([user])} ${what}` };
}

/** A piece of the ten minutes that MSK may take; the lock is renewed between two of them. */
const waitMs = 45_000;

/** Over as soon as every broker does what is wanted; what they do when all the time is over is for `verify` to tell. */
async function waitForBrokers({ user, wanted, password: place }: WaitStep, world: RevokeWorld): Promise<StepOutcome> {
  const login = await readPassword(user, place, await world.openSecrets(place.store));
  if (login === undefined) return { kind: 'done', detail: 'the password is no longer in its secret' };
  const options = { withinMs: waitMs };
  const rows = await (wanted === 'accepted'
    ? world.logins.prove(login, options)
    : world.logins.proveRefused(login, options));
  return { kind: 'done', detail: rows.map(({ brokerId, kind, afterMs }) => ({ brokerId, kind, afterMs })) };
}
