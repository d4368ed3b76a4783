import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { OperationError } from '../src/domain/errors.ts';
import { parseMskArn } from '../src/domain/kafka/msk-arn.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { defaultLocalDirectory } from './local-flags.ts';
import type { Shell } from './shell.ts';

/** Where the secrets of SCRAM users are. */
export interface SecretFlags {
  readonly secrets?: string;
}

export function addSecretFlags(command: Command): Command {
  return command.option(
    '--secrets <where>',
    'where secrets are: aws, aws:REGION, or a directory (default: aws for an MSK cluster, its own directory for "local")',
  );
}

/** The MSK cluster that is meant, where it is one. Rejects with InputInvalid where it was meant to be. */
export function clusterArnOf({ cluster }: ConnectionFlags): string | undefined {
  if (cluster?.startsWith('arn:') !== true) return undefined;
  const outcome = parseMskArn(cluster);
  if (outcome.kind === 'parsed') return cluster;
  throw new OperationError('InputInvalid', outcome.problem);
}

/** Undefined where nobody named a place. A directory is written out, since a run may be gone on with from another one. */
export function secretStoreOf(flags: SecretFlags & ConnectionFlags, { cwd }: Shell): string | undefined {
  const { secrets } = flags;
  if (secrets !== undefined) return /^aws(:|$)/.test(secrets) ? secrets : resolve(cwd, secrets);
  if (flags.cluster === 'local') return join(resolve(cwd, defaultLocalDirectory), 'secrets');
  const msk = parseMskArn(flags.cluster ?? '');
  return msk.kind === 'parsed' ? `aws:${msk.arn.region}` : undefined;
}
