import type { Command } from 'commander';
import { OperationError } from '../src/domain/errors.ts';
import type { SecretVersions } from '../src/ports/secret-versions.ts';
import { addConnectionFlags, type ConnectionFlags } from './connection-flags.ts';
import { addSecretFlags, clusterArnOf, type SecretFlags, secretStoreOf } from './secret-flags.ts';
import type { Shell } from './shell.ts';

/** Where the secrets of rotated users are. */
export interface ScramPlaceFlags extends ConnectionFlags, SecretFlags {
  readonly secret?: string;
}

/** Which rotated user is meant. */
export interface ScramFlags extends ScramPlaceFlags {
  readonly user: string;
}

export function addScramFlags(command: Command): Command {
  return addSecretFlags(addConnectionFlags(command))
    .requiredOption('-u, --user <name>', 'the user that is rotated, without -a or -b')
    .option('--secret <id>', 'its secret, by ARN or name (default: the one tagged for the user)');
}

/** Where secrets are and what the cluster is. Rejects with InputInvalid where nobody says where secrets are. */
export function scramPlaceOf(
  flags: ScramPlaceFlags,
  shell: Shell,
): { readonly store: string; readonly clusterArn?: string } {
  const { secret = '' } = flags;
  const [scheme, , , region = ''] = secret.split(':');
  const clusterArn = clusterArnOf(flags);
  const store = secretStoreOf(flags, shell) ?? (scheme === 'arn' ? `aws:${region}` : undefined);
  if (store !== undefined) return { store, ...(clusterArn === undefined ? {} : { clusterArn }) };
  const message =
    'nobody says where secrets are; say --secrets aws or --secrets DIRECTORY, name one with --secret ARN, or the cluster with --cluster local or the ARN of an MSK cluster';
  throw new OperationError('InputInvalid', message);
}

/** The secret that is meant; undefined where none is tagged for the user. */
export async function secretIdOf(
  { secret, user }: Pick<ScramFlags, 'secret' | 'user'>,
  secrets: SecretVersions,
): Promise<string | undefined> {
  if (secret !== undefined) return secret;
  const { findPointer } = await import('../src/operations/scram-find-pointer.ts');
  return await findPointer(user, secrets);
}
