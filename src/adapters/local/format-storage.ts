import { randomBytes } from 'node:crypto';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationError } from '../../domain/errors.ts';
import { adminUser } from '../../domain/local/broker-listeners.ts';
import { isBroker } from '../../domain/local/local-node.ts';
import type { LocalState } from '../../domain/local/local-state.ts';
import { findFailureLine } from '../../domain/local/log-diagnosis.ts';
import { renderProperties } from '../../domain/local/node-properties.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { nodeFiles, writeOwn } from './cluster-directory.ts';
import type { Credentials } from './credentials.ts';
import { loggingFlags, quickStartFlags } from './node-process.ts';
import { processTag } from './process-table.ts';
import { runCommand } from './run-command.ts';

/**
 * Formats the first broker and copies the result: with a fixed list of voters all start from the same records, and
 * only the identity of the directory differs.
 */
export async function formatStorage(
  directory: ClusterDirectory,
  state: LocalState,
  credentials: Credentials,
): Promise<void> {
  const [first, ...others] = state.nodes
    .filter(isBroker)
    .map(node => ({ node, files: nodeFiles(directory, node.name) }));
  if (first === undefined) return;
  const args = ['format', '--cluster-id', state.clusterId, '--config', first.files.properties];
  if (state.shape.security === 'scram') args.push(...addUsers(credentials));
  await runStorageTool(directory, args, state);
  for (const { node, files } of others) {
    await cp(first.files.data, files.data, { recursive: true });
    const identity = {
      version: 1,
      'node.id': node.brokerId,
      'cluster.id': state.clusterId,
      'directory.id': newKafkaId(),
    };
    await writeFile(join(files.data, 'meta.properties'), renderProperties(identity));
  }
}

function addUsers({ adminPassword, users }: Credentials): readonly string[] {
  return Object.entries({ ...users, [adminUser]: adminPassword }).flatMap(([name, password]) => [
    '--add-scram',
    `SCRAM-SHA-512=[name=${name},iterations=8192,password=${password}]`,
  ]);
}

/** The tool can read its arguments from a file, one a line; a command line can be read by everybody on the machine. */
async function runStorageTool(directory: ClusterDirectory, args: readonly string[], state: LocalState): Promise<void> {
  const argumentFile = join(directory.path, 'format-arguments');
  await writeOwn(argumentFile, `${args.join('\n')}\n`);
  const { exitCode, output } = await runCommand(state.java.command, [
    ...quickStartFlags,
    processTag(state.launchId, 'format'),
    ...loggingFlags(directory),
    '-cp',
    join(state.java.jars, '*'),
    'kafka.tools.StorageTool',
    `@${argumentFile}`,
  ]).finally(() => rm(argumentFile));
  if (exitCode === 0) return;
  throw new OperationError('LocalClusterFailed', `the storage was not formatted: ${findFailureLine(output) ?? ''}`);
}

/** A random id as Kafka writes them: 22 characters of base64url, none of which starts like an option. */
export function newKafkaId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newKafkaId() : id;
}
