import type { PasswordPlace } from '../domain/scram/revoke-step.ts';
import { usernamesOf } from '../domain/scram/rotated-user.ts';
import { parseRotationTags, userTag } from '../domain/scram/rotation-tags.ts';
import type { ScramLogin } from '../domain/scram/scram-login.ts';
import { parsePointerValue } from '../domain/scram/secret-value.ts';
import type { LoginProver } from '../ports/login-prover.ts';
import type { SecretVersionReader } from '../ports/secret-versions.ts';

/** Secrets in which the password of a user may be. */
export interface SecretPlaces {
  readonly store: string;
  /** Absent: those whose tags say that they are rotated for this user. */
  readonly secretIds?: readonly string[];
}

/** `refused`: there is one, and brokers do not take it. */
export type FoundPassword =
  | { readonly kind: 'proven' | 'refused'; readonly place: PasswordPlace; readonly isCurrent: boolean }
  | { readonly kind: 'unknown' };

/** An old connection is no hindrance, and a broker that hears late was told long ago. */
const proveWithinMs = 3_000;

const labels = ['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING'] as const;

/** The password that brokers take of a user, among those that secrets have: one that they take before one they do not. */
export async function findPassword(
  user: string,
  { store, secretIds }: SecretPlaces,
  secrets: SecretVersionReader,
  logins: LoginProver,
): Promise<FoundPassword> {
  let refused: PasswordPlace | undefined;
  for (const secretId of secretIds ?? (await secretsOf(user, secrets))) {
    for (const label of labels) {
      const version = await secrets.read(secretId, { label });
      const parsed = version && parsePointerValue(version.value);
      if (version === undefined || parsed?.kind !== 'parsed' || parsed.value.username !== user) continue;
      const { mechanism } = parsed.value;
      const place = { store, secretId, versionId: version.versionId, mechanism };
      const rows = await logins.prove(loginOf(parsed.value), { withinMs: proveWithinMs });
      const isTaken = rows.some(({ kind }) => kind === 'accepted') && rows.every(({ kind }) => kind !== 'refused');
      if (isTaken) return { kind: 'proven', place, isCurrent: label === 'AWSCURRENT' };
      refused ??= place;
    }
  }
  return refused === undefined ? { kind: 'unknown' } : { kind: 'refused', place: refused, isCurrent: false };
}

async function secretsOf(user: string, secrets: SecretVersionReader): Promise<readonly string[]> {
  const tagged = await secrets.list(userTag);
  return tagged.flatMap(({ id, tags }) => {
    const parsed = parseRotationTags(tags);
    return parsed.kind === 'parsed' && usernamesOf(parsed.user).includes(user) ? [id] : [];
  });
}

/** The login that a plan's place leads to; undefined where it is no longer there, or for somebody else. */
export async function readPassword(
  user: string,
  { secretId, versionId }: PasswordPlace,
  secrets: SecretVersionReader,
): Promise<ScramLogin | undefined> {
  const version = await secrets.read(secretId, { versionId });
  const parsed = version && parsePointerValue(version.value);
  return parsed?.kind === 'parsed' && parsed.value.username === user ? loginOf(parsed.value) : undefined;
}

function loginOf({ username, password, mechanism }: ScramLogin): ScramLogin {
  return { username, password, mechanism };
}
