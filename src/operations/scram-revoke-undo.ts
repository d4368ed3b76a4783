import { shared } from '../domain/acls/acl-set.ts';
import type { Check, PlanDraft } from '../domain/change/plan.ts';
import type { RunStory } from '../domain/change/run-story.ts';
import { OperationError } from '../domain/errors.ts';
import { counted, named } from '../domain/lag/figures.ts';
import { block } from '../domain/offsets/group-checks.ts';
import { checkAclRights, checkNotSelf } from '../domain/scram/revoke-checks.ts';
import {
  type AssociationStep,
  type CredentialStep,
  type DenialStep,
  objectChangesOf,
  type RevokeStep,
  type StoredCredential,
  stepOf,
  waitsFor,
} from '../domain/scram/revoke-step.ts';
import { readPassword } from './scram-known-password.ts';
import { readCredentials, readDenials } from './scram-revoke-objects.ts';
import type { RevokeWorld } from './scram-revoke-world.ts';

interface WayBack {
  readonly steps: readonly RevokeStep[];
  readonly checks: readonly Check[];
}

const nothing: WayBack = { steps: [], checks: [] };

/** The last first: the login is given back before the denials go, as far as its password is known. */
export async function undoRevoke(
  { plan, steps }: RunStory<RevokeStep>,
  world: RevokeWorld,
): Promise<PlanDraft<RevokeStep>> {
  const begun = plan.steps.filter((_, at) => steps[at]?.kind !== 'waiting');
  const ways: WayBack[] = [];
  for (const step of begun.toReversed()) ways.push(await wayBackFrom(step, world));
  const user = plan.steps[0]?.user ?? '';
  const checks = [
    checkNotSelf(user, world.target.principal),
    checkAclRights(await world.acls.readAclRights()),
    ...ways.flatMap(way => way.checks),
  ];
  const back = checks.some(({ level }) => level === 'block') ? [] : ways.flatMap(way => way.steps);
  return {
    target: world.target,
    checks,
    objects: back.flatMap(objectChangesOf),
    steps: back,
    risk: riskOf(user, back),
  };
}

async function wayBackFrom(step: RevokeStep, world: RevokeWorld): Promise<WayBack> {
  switch (step.action) {
    case 'deny':
      return await takeAway(step, world);
    case 'delete':
      return await giveBack(step, world);
    case 'disassociate':
      return await associateAgain(step, world);
    case 'wait':
      return nothing;
    case 'allow':
    case 'restore':
    case 'associate': {
      const sentence = `this run gave ${named([step.user])} its rights back; to take them away again: scram revoke`;
      return { steps: [], checks: [block('run-is-a-revocation', sentence)] };
    }
  }
}

async function takeAway({ user, bindings }: DenialStep, world: RevokeWorld): Promise<WayBack> {
  const left = shared(bindings, await readDenials({ action: 'allow', user, bindings }, world));
  const gone = bindings.length - left.length;
  const sentence = `${counted(gone, 'denial')} of ${named([user])} is not there any more: somebody has taken it away`;
  return {
    steps: left.length === 0 ? [] : [stepOf({ action: 'allow', user, objects: [], bindings: left })],
    checks: gone === 0 ? [] : [{ name: 'denials-are-there', level: 'warn', sentence }],
  };
}

async function giveBack(step: CredentialStep, world: RevokeWorld): Promise<WayBack> {
  const { user, credentials, password } = step;
  const now = await readCredentials(user, world);
  const gone = credentials.filter(({ mechanism }) => now.every(each => each.mechanism !== mechanism));
  const isKnown = password !== undefined && (await isReadable(user, password, world));
  const known = isKnown ? gone.filter(({ mechanism }) => mechanism === password.mechanism) : [];
  const lost = gone.filter(credential => !known.includes(credential));
  const made = now.filter(({ mechanism }) => credentials.some(each => each.mechanism === mechanism));
  return {
    steps: known.length === 0 || password === undefined ? [] : [restoreOf(user, known, password)],
    checks: [...tellLost(user, lost), ...tellMade(user, made)],
  };
}

function restoreOf(
  user: string,
  credentials: readonly StoredCredential[],
  password: NonNullable<CredentialStep['password']>,
): RevokeStep {
  return stepOf({ action: 'restore', user, objects: [], credentials, password });
}

/** Brokers keep salted keys, from which no password comes back. */
function tellLost(user: string, lost: readonly StoredCredential[]): readonly Check[] {
  if (lost.length === 0) return [];
  const mechanisms = lost.map(({ mechanism }) => mechanism).join(', ');
  const sentence = `the password of ${named([user])} for ${mechanisms} is not known and cannot be given back; give it a new one ("scram rotate", or Kafka's own kafka-configs)`;
  return [{ name: 'password-is-known', level: 'warn', sentence }];
}

function tellMade(user: string, made: readonly StoredCredential[]): readonly Check[] {
  if (made.length === 0) return [];
  const mechanisms = made.map(({ mechanism }) => mechanism).join(', ');
  const sentence = `${named([user])} has a password for ${mechanisms} again, or still: it stays`;
  return [{ name: 'user-is-gone', level: 'warn', sentence }];
}

async function isReadable(
  user: string,
  place: NonNullable<CredentialStep['password']>,
  world: RevokeWorld,
): Promise<boolean> {
  try {
    return (await readPassword(user, place, await world.openSecrets(place.store))) !== undefined;
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return false;
  }
}

async function associateAgain(step: AssociationStep, world: RevokeWorld): Promise<WayBack> {
  const now = new Set(await (await world.openAssociations(step.clusterArn)).list());
  const secretArns = step.secretArns.filter(arn => !now.has(arn));
  if (secretArns.length === 0) return nothing;
  const waits = step.password === undefined ? [] : waitsFor(step.user, 'accepted', step.password);
  return { steps: [stepOf({ ...step, action: 'associate', secretArns }), ...waits], checks: [] };
}

function riskOf(user: string, steps: readonly RevokeStep[]): string {
  if (steps.length === 0) return `nothing is left to be given back to ${named([user])}`;
  const isLetIn = steps.some(({ action }) => action === 'restore' || action === 'associate');
  const login = isLetIn ? 'can log in again' : 'still cannot log in';
  return `${named([user])} is no longer denied what it was denied by this run, and ${login}`;
}
