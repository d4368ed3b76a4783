import type { Check } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import { block } from '../domain/offsets/group-checks.ts';
import type { RotatedUser } from '../domain/scram/rotated-user.ts';
import { parseRotationTags } from '../domain/scram/rotation-tags.ts';
import { isTemplate, type PointerValue, parsePointerValue } from '../domain/scram/secret-value.ts';
import type { SecretDescription, SecretVersionReader } from '../ports/secret-versions.ts';

/** A secret that says whose login applications use. */
export interface RotationPointer {
  readonly description: SecretDescription;
  readonly user: RotatedUser;
  /** What clients read. */
  readonly current: { readonly versionId: string; readonly login: PointerValue };
}

export type PointerReading =
  | { readonly kind: 'read'; readonly pointer: RotationPointer }
  /** Nobody has read a login from it yet: the making of it was interrupted, or a stack has put a template there. */
  | {
      readonly kind: 'empty';
      readonly description: SecretDescription;
      readonly user: RotatedUser;
      readonly template?: string;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'wrong'; readonly checks: readonly Check[] };

export async function readPointer(secretId: string, secrets: SecretVersionReader): Promise<PointerReading> {
  const description = await describe(secretId, secrets);
  if (description === undefined) return { kind: 'missing' };
  const tags = parseRotationTags(description.tags);
  const current = await secrets.read(description.id, { label: 'AWSCURRENT' });
  const template = current !== undefined && isTemplate(current.value) ? current.versionId : undefined;
  const value = current && template === undefined ? parsePointerValue(current.value) : undefined;
  if (tags.kind === 'wrong' || value?.kind === 'wrong') {
    const name = JSON.stringify(description.name);
    const problems = tags.kind === 'wrong' ? tags.problems : [];
    const checks = problems.map(problem => block('secret-says-what-is-rotated', `secret ${name}: ${problem}`));
    const shape = value?.kind === 'wrong' ? [block('secret-holds-a-login', `secret ${name}: ${value.problem}`)] : [];
    return { kind: 'wrong', checks: [...checks, ...shape] };
  }
  const { user } = tags;
  if (current === undefined || value === undefined) {
    return { kind: 'empty', description, user, ...(template === undefined ? {} : { template }) };
  }
  const { versionId } = current;
  return { kind: 'read', pointer: { description, user, current: { versionId, login: value.value } } };
}

async function describe(secretId: string, secrets: SecretVersionReader): Promise<SecretDescription | undefined> {
  try {
    return await secrets.describe(secretId);
  } catch (error) {
    if (error instanceof OperationError && error.name === 'SecretUnknown') return undefined;
    throw error;
  }
}

/** The login of a version, which has to be that of the user where one is given. Rejects with SecretUnreadable. */
export async function readLogin(
  { secretId, versionId, user }: { readonly secretId: string; readonly versionId: string; readonly user?: string },
  secrets: SecretVersionReader,
): Promise<PointerValue> {
  const version = await secrets.read(secretId, { versionId });
  const unreadable = (problem: string) =>
    new OperationError('SecretUnreadable', `version ${versionId} of secret ${secretId}: ${problem}`);
  if (version === undefined) throw unreadable('it is not there; start a new rotation');
  const parsed = parsePointerValue(version.value);
  if (parsed.kind === 'wrong') throw unreadable(`${parsed.problem}; start a new rotation`);
  if (user === undefined || parsed.value.username === user) return parsed.value;
  const { username } = parsed.value;
  throw unreadable(`it is for user ${JSON.stringify(username)}, not ${JSON.stringify(user)}; start a new rotation`);
}

export function versionWith(
  { versions }: Pick<SecretDescription, 'versions'>,
  label: 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS',
): string | undefined {
  return versions.find(({ labels }) => labels.includes(label))?.versionId;
}
