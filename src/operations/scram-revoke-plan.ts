import type { AclBinding } from '../domain/acls/acl-binding.ts';
import type { Check, PlanDraft } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import { counted, named } from '../domain/lag/figures.ts';
import { block } from '../domain/offsets/group-checks.ts';
import { checkAclRights, checkBrokersLogin, checkNotSelf, tellOpenConnections } from '../domain/scram/revoke-checks.ts';
import { chooseDenials, type Denials } from '../domain/scram/revoke-denials.ts';
import { objectChangesOf, type PasswordPlace, type RevokeStep, stepOf, waitsFor } from '../domain/scram/revoke-step.ts';
import type { ScramMechanism } from '../domain/scram/scram-login.ts';
import { readAssociatedSecrets } from './scram-associated-secrets.ts';
import { type FoundPassword, findPassword } from './scram-known-password.ts';
import { planRemoval, type RevokeRequest } from './scram-revoke-removal.ts';
import type { RevokeWorld } from './scram-revoke-world.ts';

const unknown: FoundPassword = { kind: 'unknown' };

/** Plans the revocation of one user. All that speaks against it is told at once; a plan that is blocked has no step. */
export async function planRevoke(request: RevokeRequest, world: RevokeWorld): Promise<PlanDraft<RevokeStep>> {
  const { user } = request;
  const self = checkNotSelf(user, world.target.principal);
  const [denials, settings, removal, rights] = await Promise.all([
    planDenials(request, world),
    world.settings.readSettings(),
    planRemoval(request, world),
    world.acls.readAclRights(),
  ]);
  const found = removal.isThere && self.level !== 'block' ? await lookForPassword(request, world) : unknown;
  // A password that brokers do not take proves nothing, and given back it would be another one.
  const password = found.kind === 'proven' ? found.place : undefined;
  const hasDenials = denials.bindings.length + denials.present.length > 0;
  const checks = [
    ...removal.checks,
    self,
    checkAclRights(rights),
    ...(removal.isThere
      ? [
          ...denials.checks,
          ...checkBrokersLogin(user, settings),
          ...checkPassword(user, found, removal.mechanisms),
          tellOpenConnections(user, settings, hasDenials),
        ]
      : []),
  ];
  const isBlocked = checks.some(({ level }) => level === 'block');
  const steps = isBlocked ? [] : stepsOf(user, denials, removal.steps(password), password);
  return {
    target: world.target,
    checks,
    objects: steps.flatMap(objectChangesOf),
    steps,
    risk: riskOf(user, denials.bindings, isBlocked),
  };
}

function stepsOf(
  user: string,
  { bindings }: Denials,
  removal: readonly RevokeStep[],
  password: PasswordPlace | undefined,
): readonly RevokeStep[] {
  const isSlow = removal.some(({ action }) => action === 'disassociate');
  return [
    ...(bindings.length === 0 ? [] : [stepOf({ action: 'deny', user, objects: [], bindings })]),
    ...removal,
    ...(isSlow && password !== undefined ? waitsFor(user, 'refused', password) : []),
  ];
}

async function planDenials({ user, denyAll }: RevokeRequest, { acls }: RevokeWorld): Promise<Denials> {
  try {
    return chooseDenials({ user, denyAll, acls: await acls.listAcls({}) });
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    const none = { bindings: [], present: [] };
    if (error.name === 'AuthorizerMissing') {
      return { ...none, checks: [{ name: 'user-can-be-denied', level: 'warn', sentence: error.message }] };
    }
    if (error.name !== 'NotAuthorized') throw error;
    return { ...none, checks: [block('user-can-be-denied', `the user cannot be denied: ${error.message}`)] };
  }
}

/** On MSK the secret that goes is one to look into. */
async function lookForPassword(request: RevokeRequest, world: RevokeWorld): Promise<FoundPassword> {
  const { user, clusterArn, passwords } = request;
  const places = passwords ?? (clusterArn === undefined ? undefined : { store: 'aws' });
  if (places === undefined) return unknown;
  const secrets = await world.openSecrets(places.store);
  const found = await findPassword(user, places, secrets, world.logins);
  if (found.kind === 'proven' || clusterArn === undefined) return found;
  const rows = await readAssociatedSecrets(await world.openAssociations(clusterArn), secrets);
  const secretIds = rows.filter(row => row.user === user).map(({ secretArn }) => secretArn);
  return await findPassword(user, { ...places, secretIds }, secrets, world.logins);
}

function checkPassword(user: string, found: FoundPassword, mechanisms: readonly ScramMechanism[]): readonly Check[] {
  const name = 'password-is-known';
  const warn = (sentence: string): Check => ({ name, level: 'warn', sentence });
  if (found.kind === 'unknown') {
    return [
      warn(
        `no secret with the password of ${named([user])} was named: that new logins are refused cannot be proven, and undo cannot give the password back`,
      ),
    ];
  }
  const { kind, place, isCurrent } = found;
  const others = mechanisms.filter(mechanism => mechanism !== place.mechanism);
  const secret = named([place.secretId]);
  return [
    kind === 'proven'
      ? { name, level: 'pass', sentence: `the brokers take the password in secret ${secret}` }
      : warn(
          `the brokers do not take the password in secret ${secret}: that new logins are refused cannot be proven by it, and undo cannot give back the one they take`,
        ),
    ...(others.length === 0
      ? []
      : [warn(`the password for ${others.join(', ')} is not known: undo cannot give it back`)]),
    ...(isCurrent
      ? [{ name: 'nobody-reads-this-login', level: 'warn', sentence: tellReaders(user, secret) } as const]
      : []),
  ];
}

function tellReaders(user: string, secret: string): string {
  return `secret ${secret} hands out the login of ${named([user])}: whoever reads it is locked out; to spare them, do "scram rotate" first, which gives them another login, then revoke`;
}

function riskOf(user: string, bindings: readonly AclBinding[], isBlocked: boolean): string {
  if (isBlocked) return `revokes ${named([user])}`;
  const denies = bindings.length === 0 ? '' : `denies ${named([user])} by ${counted(bindings.length, 'rule')}, then `;
  return `${denies}removes its login: whoever uses it, uses it no more`;
}
