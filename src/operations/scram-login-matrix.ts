import { OperationError } from '../domain/errors.ts';
import { usernamesOf } from '../domain/scram/rotated-user.ts';
import { isTemplate } from '../domain/scram/secret-value.ts';
import type { BrokerLogin } from '../ports/login-prover.ts';
import { readLogin, readPointer } from './scram-pointer.ts';
import type { ScramWorld } from './scram-world.ts';

/** Which of the passwords in a secret brokers take. */
export interface LoginMatrix {
  readonly secret: string;
  readonly user: string;
  readonly strategy: string;
  /** The current one first. */
  readonly logins: readonly ProvenLogin[];
  /** Users of which the secret has no password, such as one that no rotation has come to yet. */
  readonly unknown: readonly string[];
}

export interface ProvenLogin {
  readonly username: string;
  readonly versionId: string;
  readonly label: 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';
  readonly brokers: readonly BrokerLogin[];
}

const labels = ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'] as const;

/** Tries every labelled password of a rotated user on every broker. Changes nothing. */
export async function readLoginMatrix(
  secretId: string,
  { secrets, prover }: Pick<ScramWorld, 'secrets' | 'prover'>,
  withinMs: number,
): Promise<LoginMatrix> {
  const reading = await readPointer(secretId, secrets);
  if (reading.kind === 'missing')
    throw new OperationError('SecretUnknown', `there is no secret ${secretId}; check the name`);
  if (reading.kind === 'wrong') {
    const problems = reading.checks.map(({ sentence }) => sentence).join('; ');
    throw new OperationError('SecretUnreadable', problems);
  }
  const { description, user } = reading.kind === 'read' ? reading.pointer : reading;
  const usernames = usernamesOf(user);
  const logins: ProvenLogin[] = [];
  for (const label of labels) {
    const version = await secrets.read(description.id, { label });
    // One version may have two labels: a password is tried once.
    if (version === undefined || logins.some(({ versionId }) => versionId === version.versionId)) continue;
    // What a stack has put there before the first rotation.
    if (isTemplate(version.value)) continue;
    const { versionId } = version;
    const login = await readLogin({ secretId: description.id, versionId }, secrets);
    if (!usernames.includes(login.username)) continue;
    const brokers = await prover.prove(login, { withinMs });
    logins.push({ username: login.username, versionId, label, brokers });
  }
  const known = new Set(logins.map(({ username }) => username));
  const { base, strategy } = user;
  return {
    secret: description.name,
    user: base,
    strategy,
    logins,
    unknown: usernames.filter(username => !known.has(username)),
  };
}
