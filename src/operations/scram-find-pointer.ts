import { OperationError } from '../domain/errors.ts';
import { nearestNames } from '../domain/lag/nearest-names.ts';
import { parseRotationTags, userTag } from '../domain/scram/rotation-tags.ts';
import type { SecretVersionReader } from '../ports/secret-versions.ts';

/** The pointer whose tags name this user; undefined where there is none. Rejects where several do. */
export async function findPointer(base: string, secrets: SecretVersionReader): Promise<string | undefined> {
  const tagged = await secrets.list(userTag);
  const own = tagged.filter(({ tags }) => {
    const parsed = parseRotationTags(tags);
    return parsed.kind === 'parsed' && parsed.user.base === base;
  });
  const [first, second] = own;
  if (second === undefined) return first?.id;
  const names = own.map(({ name }) => name).join(', ');
  throw new OperationError(
    'InputInvalid',
    `user ${JSON.stringify(base)} has several secrets: ${names}; say which with --secret`,
  );
}

/** Rotated users with nearly this name, of which one may have been meant. */
export async function nearestRotatedUsers(base: string, secrets: SecretVersionReader): Promise<readonly string[]> {
  const tagged = await secrets.list(userTag);
  const others = tagged.flatMap(({ tags }) => {
    const parsed = parseRotationTags(tags);
    return parsed.kind === 'parsed' && parsed.user.base !== base ? [parsed.user.base] : [];
  });
  return nearestNames(base, [...new Set(others)]);
}

/** What a secret of this machine is called that is made for a user: a name may hold less than the name of a user. */
export function newPointerName(base: string): string {
  const bytes = (character: string) => [...new TextEncoder().encode(character)];
  return base.replaceAll(/[^A-Za-z0-9_+.@-]/gu, character =>
    bytes(character)
      .map(byte => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}
