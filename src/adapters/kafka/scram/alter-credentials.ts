import { OperationError } from '../../../domain/errors.ts';
import {
  type CredentialChange,
  type CredentialUpsert,
  changeProblem,
  usualIterations,
} from '../../../domain/scram/credential-change.ts';
import type { AlteredCredential } from '../../../ports/scram-credentials.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { inRounds } from '../client/rounds.ts';
import {
  type AlterUserScramCredentialsRequest,
  type AlterUserScramCredentialsResult,
  alterUserScramCredentials,
  type ScramCredentialUpsertion,
} from '../protocol/generated/alter-user-scram-credentials.ts';
import { mechanismCode } from './mechanism-codes.ts';
import { saltedPassword } from './salted-password.ts';
import { refusalOf, scramCode, throwIfForAll, willPass } from './scram-refusal.ts';

export type RandomBytes = (byteLength: number) => Uint8Array;

const saltBytes = 32;

export async function alterCredentials(
  client: ClusterClient,
  changes: readonly CredentialChange[],
  randomBytes: RandomBytes,
): Promise<readonly AlteredCredential[]> {
  const refusals = new Map<CredentialChange, string | undefined>();
  for (const change of changes) refusals.set(change, changeProblem(change));
  const sent = changes.filter(change => refusals.get(change) === undefined);
  for (const batch of onceAUser(sent)) {
    // Made once: what is sent again is the same to the byte.
    const results = await askController(client, await bodyOf(batch, randomBytes));
    for (const change of batch) refusals.set(change, refusalFor(change, results));
  }
  return changes.map(change => {
    const refusal = refusals.get(change);
    return { user: change.user, mechanism: change.mechanism, ...(refusal === undefined ? {} : { refusal }) };
  });
}

/** A request may name a user once, whatever the mechanism; what comes later for a user is sent later. */
function onceAUser(changes: readonly CredentialChange[]): readonly (readonly CredentialChange[])[] {
  const batches: CredentialChange[][] = [];
  const seen = new Map<string, number>();
  for (const change of changes) {
    const at = seen.get(change.user) ?? 0;
    seen.set(change.user, at + 1);
    (batches[at] ??= []).push(change);
  }
  return batches;
}

async function bodyOf(
  changes: readonly CredentialChange[],
  randomBytes: RandomBytes,
): Promise<AlterUserScramCredentialsRequest> {
  const deletions = changes.filter(({ kind }) => kind === 'delete');
  const upserts = changes.filter(change => change.kind === 'upsert');
  return {
    deletions: deletions.map(({ user, mechanism }) => ({ name: user, mechanism: mechanismCode(mechanism) })),
    upsertions: await Promise.all(upserts.map(upsert => upsertionOf(upsert, randomBytes(saltBytes)))),
  };
}

async function upsertionOf(upsert: CredentialUpsert, salt: Uint8Array): Promise<ScramCredentialUpsertion> {
  const { user, mechanism, password, iterations = usualIterations } = upsert;
  return {
    name: user,
    mechanism: mechanismCode(mechanism),
    iterations,
    salt,
    saltedPassword: await saltedPassword(password, { mechanism, salt, iterations }),
  };
}

type Results = readonly AlterUserScramCredentialsResult[];

/** In ZooKeeper mode only the controller takes it; in KRaft every broker does, and metadata names some broker. */
async function askController(client: ClusterClient, body: AlterUserScramCredentialsRequest): Promise<Results> {
  let last: { readonly results: Results } | { readonly failure: OperationError } | undefined;
  await inRounds([body], client.options, async left => {
    try {
      const { controllerId } = await client.metadata([]);
      const connection = await (controllerId === undefined ? client.toAnyBroker() : client.toBroker(controllerId));
      const { results } = await connection.request(alterUserScramCredentials, body);
      last = { results };
      return results.some(({ errorCode }) => willPass(errorCode)) ? left : [];
    } catch (error) {
      if (!(error instanceof OperationError && error.retryable)) throw error;
      last = { failure: error };
      return left;
    }
  });
  if (last === undefined || 'failure' in last) throw last!.failure;
  for (const result of last.results) throwIfForAll(result, 'Alter');
  return last.results;
}

function refusalFor(change: CredentialChange, results: Results): string | undefined {
  const result = results.find(({ user }) => user === change.user);
  if (result === undefined) return 'the broker says nothing of this user';
  const isGone = change.kind === 'delete' && result.errorCode === scramCode.notFound;
  return result.errorCode === 0 || isGone ? undefined : refusalOf(result);
}
