import { OperationError } from '../../../domain/errors.ts';
import type { DescribedCredential } from '../../../ports/scram-credentials.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import {
  type DescribeUserScramCredentialsResult,
  describeUserScramCredentials,
} from '../protocol/generated/describe-user-scram-credentials.ts';
import { mechanismOf } from './mechanism-codes.ts';
import { refusalOf, scramCode, throwIfForAll } from './scram-refusal.ts';

export async function describeCredentials(
  client: ClusterClient,
  users: readonly string[] | undefined,
): Promise<readonly DescribedCredential[]> {
  if (users?.length === 0) return [];
  // To a broker no names are all users, and a name given twice is an error. Null would be all users too, but brokers to
  // 4.3 never answer it to a login without the right.
  const names = [...new Set(users)].map(name => ({ name }));
  const results = await client.askAny(async connection => {
    const answer = await connection.request(describeUserScramCredentials, { users: names });
    throwIfForAll(answer, 'Describe');
    if (answer.errorCode !== 0) throw new OperationError('BrokerRefused', refusalOf(answer));
    for (const result of answer.results) throwIfForAll(result, 'Describe');
    return answer.results;
  });
  const byUser = new Map(results.map(result => [result.user, result]));
  const inOrder = names.map(({ name }) => byUser.get(name) ?? unanswered(name));
  return (users === undefined ? results : inOrder).flatMap(rowsOf);
}

function rowsOf(result: DescribeUserScramCredentialsResult): readonly DescribedCredential[] {
  const { user, errorCode, credentialInfos } = result;
  if (errorCode === scramCode.notFound) return [{ kind: 'absent', user }];
  if (errorCode !== 0) return [{ kind: 'unread', user, problem: refusalOf(result) }];
  return credentialInfos.map(({ mechanism, iterations }) => ({
    kind: 'stored',
    user,
    mechanism: mechanismOf(mechanism),
    iterations,
  }));
}

function unanswered(user: string): DescribeUserScramCredentialsResult {
  return { user, errorCode: -1, errorMessage: 'it says nothing of this user', credentialInfos: [] };
}
