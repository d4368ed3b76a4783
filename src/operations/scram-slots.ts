import type { Check } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import { block, pass } from '../domain/offsets/group-checks.ts';
import { type RotatedUser, slotOf, usernamesOf } from '../domain/scram/rotated-user.ts';
import { parseSlotValue } from '../domain/scram/secret-value.ts';
import { placeProblem, slotProblems } from '../domain/scram/slot-problems.ts';
import type { SecretVersionReader } from '../ports/secret-versions.ts';
import type { ScramUserStore } from './scram-world.ts';

/**
 * Whether the secrets that brokers take users from are as MSK wants them, and hold the users that the pointer says. The
 * pointer itself may be the one of a single user.
 */
export async function checkSlots(
  user: RotatedUser,
  pointerId: string,
  { users, secrets }: { readonly users: ScramUserStore; readonly secrets: SecretVersionReader },
): Promise<readonly Check[]> {
  if (users.kind === 'brokers') {
    if (user.slots.length === 0) return [];
    const sentence = 'its tags name slot secrets, which only Amazon MSK reads; connect to the MSK cluster by its ARN';
    return [block('users-are-kept-by-this-cluster', sentence)];
  }
  if (user.slots.length === 0 && user.strategy === 'alternating') {
    const sentence = 'its tags name no slot secrets, which Amazon MSK has its users from; add slot-a and slot-b';
    return [block('slot-secrets-are-named', sentence)];
  }
  const checks = usernamesOf(user).map(username =>
    checkSlot(slotOf(user, username) ?? pointerId, username, users.clusterArn, secrets),
  );
  return (await Promise.all(checks)).flat();
}

async function checkSlot(
  arn: string,
  username: string,
  clusterArn: string,
  secrets: SecretVersionReader,
): Promise<readonly Check[]> {
  const name = 'slot-secret-is-as-msk-wants-it';
  // What is elsewhere is not asked for: the answer would only say that it is not here.
  const problem = placeProblem(arn, clusterArn);
  if (problem !== undefined && arn.startsWith('arn:')) return [block(name, `secret ${arn}: ${problem}`)];
  try {
    const description = await secrets.describe(arn);
    const current = await secrets.read(arn, { label: 'AWSCURRENT' });
    const value = current && parseSlotValue(current.value);
    const problems = slotProblems({ description, clusterArn, username, value });
    return problems.length === 0
      ? [pass(name, `secret ${description.name} is as MSK wants it`)]
      : problems.map(problem => block(name, `secret ${description.name}: ${problem}`));
  } catch (error) {
    if (!(error instanceof OperationError && !error.retryable)) throw error;
    return [block(name, error.message)];
  }
}
