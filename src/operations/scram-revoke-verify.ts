import { compareWithPlan } from '../domain/change/compare.ts';
import type { Finding } from '../domain/change/finding.ts';
import type { Plan } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import { named } from '../domain/lag/figures.ts';
import type { AssociationStep, CredentialStep, RevokeStep } from '../domain/scram/revoke-step.ts';
import type { BrokerLogin } from '../ports/login-prover.ts';
import { readPassword } from './scram-known-password.ts';
import { observeStep, readCredentials } from './scram-revoke-objects.ts';
import type { RevokeWorld } from './scram-revoke-world.ts';

type LoginStep = CredentialStep | AssociationStep;

/** Reads back what was changed, and tries the login on every broker. */
export async function verifyRevoke(plan: Plan<RevokeStep>, world: RevokeWorld): Promise<readonly Finding[]> {
  for (const step of plan.steps) if (isCredentialStep(step)) await waitForCredentials(step, world);
  const states = await Promise.all(plan.steps.map(step => observeStep(step, world)));
  const findings = compareWithPlan(plan, states.flat()).map(finding => inWords(finding, plan));
  const proofs = await Promise.all(plan.steps.filter(isLoginStep).map(step => proveLogin(step, world)));
  return [...findings, ...proofs];
}

function inWords({ object, kind }: Finding, { objects }: Plan<RevokeStep>): Finding {
  const isToBeThere = objects.find(change => change.object === object)?.after !== undefined;
  const sentence =
    kind === 'as-planned'
      ? `${isToBeThere ? 'there' : 'gone'}: ${object}`
      : `${isToBeThere ? 'not there, or not everywhere' : 'still there'}: ${object}`;
  return { object, kind, sentence };
}

const isCredentialStep = (step: RevokeStep): step is CredentialStep =>
  step.action === 'delete' || step.action === 'restore';
const isLoginStep = (step: RevokeStep): step is LoginStep =>
  isCredentialStep(step) || step.action === 'associate' || step.action === 'disassociate';

async function proveLogin(step: LoginStep, world: RevokeWorld): Promise<Finding> {
  const object = `new logins of ${named([step.user])}`;
  const isLetIn = step.action === 'restore' || step.action === 'associate';
  try {
    const rows = await proveOutcome(step, world);
    const wanted = isLetIn ? 'accepted' : 'refused';
    const others = rows.filter(({ kind }) => kind !== wanted);
    if (rows.length > 0 && others.length === 0) {
      return { object, kind: 'as-planned', sentence: `${object} are ${wanted} by broker ${brokersOf(rows)}` };
    }
    const isAway = others.every(({ kind }) => kind === 'unreachable');
    const told = others.map(({ brokerId, kind }) => `${kind} on broker ${brokerId}`).join(', ');
    return {
      object,
      kind: isAway ? 'unread' : 'different',
      sentence: `${object} are not proven to be ${wanted}: ${told || 'no broker was asked'}`,
    };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    const what = isLetIn ? 'accepted' : 'refused';
    return { object, kind: 'unread', sentence: `${object} are not proven to be ${what}: ${error.message}` };
  }
}

function brokersOf(rows: readonly BrokerLogin[]): string {
  return rows.map(({ brokerId }) => brokerId).join(', ');
}

/** Until the broker that answers has heard of it, or the time is over. */
async function waitForCredentials(step: CredentialStep, world: RevokeWorld): Promise<void> {
  const untilMs = world.nowMs() + world.verifyWithinMs;
  const wanted = step.action === 'restore' ? step.credentials.length : 0;
  for (;;) {
    const now = await readCredentials(step.user, world);
    const there = step.credentials.filter(({ mechanism }) => now.some(each => each.mechanism === mechanism));
    if (there.length === wanted || world.nowMs() >= untilMs) return;
    await world.sleep(betweenReadsMs);
  }
}

const betweenReadsMs = 200;

/** What the brokers say to the password that was theirs. Rejects with SecretUnreadable where it is gone. */
async function proveOutcome(
  { user, action, password: place }: LoginStep,
  world: RevokeWorld,
): Promise<readonly BrokerLogin[]> {
  const login = place && (await readPassword(user, place, await world.openSecrets(place.store)));
  if (login === undefined) {
    throw new OperationError('SecretUnreadable', 'its password is in no secret that was named');
  }
  const options = { withinMs: world.verifyWithinMs };
  const isLetIn = action === 'restore' || action === 'associate';
  return await (isLetIn ? world.logins.prove(login, options) : world.logins.proveRefused(login, options));
}
