import type { Check } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import { block, pass } from '../domain/offsets/group-checks.ts';
import type { ScramWorld } from './scram-world.ts';

const name = 'login-may-change-users';

/** Whether this login may do what a rotation needs: reading users is tried, for the rest the brokers are asked. */
export async function checkScramRights(
  username: string,
  { users, acls }: Pick<ScramWorld, 'users' | 'acls'>,
): Promise<readonly Check[]> {
  const tried = users.kind === 'brokers' ? await tryToDescribe(users.credentials.describe([username])) : [];
  const rights = await acls.readAclRights();
  if (rights?.mayChange === false) {
    return [...tried, block(name, 'this login lacks Alter on the cluster: give it Alter on Cluster')];
  }
  if (tried.length > 0) return tried;
  if (rights !== undefined) return [pass(name, 'this login may change users and their rules')];
  const sentence = 'the brokers do not tell whether this login may change users and their rules: the steps will';
  return [{ name, level: 'warn', sentence }];
}

async function tryToDescribe(answer: Promise<unknown>): Promise<readonly Check[]> {
  try {
    await answer;
    return [];
  } catch (error) {
    const isTold = error instanceof OperationError && ['NotAuthorized', 'BrokerTooOld'].includes(error.name);
    if (!isTold) throw error;
    return [block(name, error.message)];
  }
}
