import type { Check } from '../domain/change/plan.ts';
import { counted, named } from '../domain/lag/figures.ts';
import { block } from '../domain/offsets/group-checks.ts';
import { checkUser } from '../domain/scram/revoke-checks.ts';
import { type PasswordPlace, type RevokeStep, stepOf } from '../domain/scram/revoke-step.ts';
import type { ScramMechanism } from '../domain/scram/scram-login.ts';
import { readAssociatedSecrets } from './scram-associated-secrets.ts';
import type { SecretPlaces } from './scram-known-password.ts';
import type { RevokeWorld } from './scram-revoke-world.ts';

export interface RevokeRequest {
  readonly user: string;
  /** Deny what has no rules too: somebody knows that the brokers refuse what no rule allows. */
  readonly denyAll: boolean;
  /** Of an MSK cluster, which keeps its users in secrets. */
  readonly clusterArn?: string;
  /** Where the password may be; absent: nobody knows it, so nothing can be proven or restored. */
  readonly passwords?: SecretPlaces;
}

/** How the login of a user goes, and whether there is one. */
export interface Removal {
  readonly isThere: boolean;
  readonly checks: readonly Check[];
  readonly mechanisms: readonly ScramMechanism[];
  readonly steps: (password: PasswordPlace | undefined) => readonly RevokeStep[];
}

/** Reads only: on MSK a login is an associated secret, elsewhere brokers keep it. */
export async function planRemoval(request: RevokeRequest, world: RevokeWorld): Promise<Removal> {
  return request.clusterArn === undefined
    ? await planDeletion(request, world)
    : await planDisassociation(request, request.clusterArn, world);
}

async function planDeletion({ user }: RevokeRequest, { credentials }: RevokeWorld): Promise<Removal> {
  const rows = await credentials.describe();
  const own = rows.flatMap(row => (row.kind === 'stored' && row.user === user ? [row] : []));
  const unread = rows.find(row => row.kind === 'unread' && row.user === user);
  const stored = own.map(({ mechanism, iterations }) => ({ mechanism, iterations }));
  const checks = [
    checkUser(user, own.length > 0, [...new Set(rows.map(row => row.user))]),
    ...(unread?.kind === 'unread' ? [block('user-can-be-read', unread.problem)] : []),
  ];
  return {
    isThere: own.length > 0,
    checks,
    mechanisms: stored.map(({ mechanism }) => mechanism),
    steps: password => [
      stepOf({
        action: 'delete',
        user,
        objects: [],
        credentials: stored,
        ...(password === undefined ? {} : { password }),
      }),
    ],
  };
}

async function planDisassociation(
  { user, passwords }: RevokeRequest,
  clusterArn: string,
  world: RevokeWorld,
): Promise<Removal> {
  const associations = await world.openAssociations(clusterArn);
  const secrets = await world.openSecrets(passwords?.store ?? 'aws');
  const rows = await readAssociatedSecrets(associations, secrets);
  const secretArns = rows.filter(row => row.user === user).map(({ secretArn }) => secretArn);
  const unread = rows.filter(row => row.user === undefined);
  const users = rows.flatMap(row => row.user ?? []);
  const sentence = `${counted(unread.length, 'associated secret')} could not be read, and may be of this user too: ${named(unread.map(({ secretArn }) => secretArn))}`;
  return {
    isThere: secretArns.length > 0,
    checks: [
      checkUser(user, secretArns.length > 0, users),
      ...(unread.length === 0 ? [] : [{ name: 'all-secrets-are-read', level: 'warn', sentence } as const]),
    ],
    mechanisms: ['SCRAM-SHA-512'],
    steps: password => [
      stepOf({
        action: 'disassociate',
        user,
        objects: [],
        clusterArn,
        secretArns,
        ...(password === undefined ? {} : { password }),
      }),
    ],
  };
}
