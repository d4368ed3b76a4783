import type { AclBinding } from '../domain/acls/acl-binding.ts';
import type { Check } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import { named } from '../domain/lag/figures.ts';
import { block } from '../domain/offsets/group-checks.ts';
import { usernameProblem } from '../domain/scram/credential-change.ts';
import type { RotationAim } from '../domain/scram/rotation-aim.ts';
import { nearestRotatedUsers } from './scram-find-pointer.ts';
import type { ScramWorld } from './scram-world.ts';

/** Begins a sentence about a secret that is not there. */
export async function hintFor(meant: string | undefined, { secrets }: ScramWorld): Promise<string> {
  const nearest = meant === undefined ? [] : await nearestRotatedUsers(meant, secrets);
  return nearest.length === 0 ? '' : `did you mean user ${named(nearest)}? `;
}

/** A slip makes a user that nobody asked for. */
export async function checkSpelling(meant: string | undefined, { secrets }: ScramWorld): Promise<readonly Check[]> {
  const nearest = meant === undefined ? [] : await nearestRotatedUsers(meant, secrets);
  if (meant === undefined || nearest.length === 0) return [];
  const sentence = `${named(nearest)} is rotated already, and this makes ${named([meant])}, another user`;
  return [{ name: 'name-is-meant', level: 'warn', sentence }];
}

/** Nobody has a login to try yet. */
export function checkListener({ target }: ScramWorld): readonly Check[] {
  if (target.principal !== 'User:ANONYMOUS') return [];
  const sentence = 'this connection has no login; connect to the listener where SCRAM users log in';
  return [block('listener-has-logins', sentence)];
}

/** A user that is there already gets another password. */
export async function checkReplaced(username: string, { users }: ScramWorld): Promise<readonly Check[]> {
  if (users.kind === 'msk' || usernameProblem(username) !== undefined) return [];
  const rows = await users.credentials.describe([username]).catch(unlessUntold);
  if (!rows.some(({ kind }) => kind === 'stored')) return [];
  const sentence = `user ${JSON.stringify(username)} is there already: whoever logs in as it needs the new password`;
  return [{ name: 'user-is-new', level: 'warn', sentence }];
}

/** That this login may not look is told with its rights. */
function unlessUntold(error: unknown): [] {
  if (error instanceof OperationError && !error.retryable) return [];
  throw error;
}

/** A first user without rules logs in and may do nothing. */
export function checkAnyRules(
  { pointer, rulesOf, username }: Pick<RotationAim, 'pointer' | 'rulesOf' | 'username'>,
  rules: readonly AclBinding[],
): readonly Check[] {
  if (pointer === undefined || rules.length > 0) return [];
  const [from, to] = [rulesOf, username].map(user => JSON.stringify(user));
  const sentence = `no rule names ${from}${from === to ? '' : `, whose rules ${to} gets`}: it will log in, and may do nothing until it is given some, unless the brokers allow everybody what no rule names`;
  return [{ name: 'user-has-rules', level: 'warn', sentence }];
}
