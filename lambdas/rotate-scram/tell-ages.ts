import { OperationError } from '../../src/domain/errors.ts';
import { ageDays } from '../../src/domain/scram/password-age.ts';
import type { SecretVersionReader } from '../../src/ports/secret-versions.ts';
import type { AgedUser, RotateScramResult } from './contract.ts';

/**
 * Publishes how old the password of each user is. One that cannot be read does not hide the others, and fails the call in
 * the end.
 */
export async function tellAges(
  users: readonly AgedUser[],
  secrets: Pick<SecretVersionReader, 'read'>,
  { nowMs, publish }: { readonly nowMs: number; readonly publish: (user: string, days: number) => void },
): Promise<RotateScramResult> {
  const problems: OperationError[] = [];
  for (const { secretId, user } of users) {
    try {
      const version = await secrets.read(secretId, { label: 'AWSCURRENT' });
      if (version !== undefined) publish(user, ageDays(version.createdAt, nowMs));
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      problems.push(error);
    }
  }
  const [first] = problems;
  if (first !== undefined) throw first;
  return { kind: 'told', users: users.length };
}
