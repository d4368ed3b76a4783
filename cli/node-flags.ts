import { resolve } from 'node:path';
import type { Command } from 'commander';
import { OperationError } from '../src/domain/errors.ts';
import { isClusterName, notAClusterName } from '../src/domain/nodes/cluster-name.ts';
import { addConnectionFlags, type ConnectionFlags } from './connection-flags.ts';
import { defaultLocalDirectory } from './local-flags.ts';
import type { Shell } from './shell.ts';

export interface NodeFlags extends ConnectionFlags {
  readonly nodes?: string;
}

export function addNodeFlags(command: Command): Command {
  return addConnectionFlags(command).option(
    '--nodes <where>',
    'who runs the nodes: local, local:DIRECTORY, or ec2:NAME as the stack names its cluster (default: local with --cluster local)',
  );
}

/** Where the nodes are, as a plan keeps it: from any directory the same. */
export function nodePlaceOf({ nodes, cluster }: NodeFlags, { cwd }: Pick<Shell, 'cwd'>): string {
  const place = nodes ?? (cluster === 'local' ? 'local' : undefined);
  if (place === undefined) {
    const sentence = 'nothing says who runs the nodes; say --nodes ec2:NAME, local or local:DIRECTORY';
    throw new OperationError('InputInvalid', sentence);
  }
  const [, kind, name = ''] = /^(local|ec2)(?::(.*))?$/s.exec(place) ?? [];
  if (kind === 'local') return `local:${resolve(cwd, name || defaultLocalDirectory)}`;
  if (kind === 'ec2' && isClusterName(name)) return place;
  if (kind === 'ec2' && name !== '')
    throw new OperationError('InputInvalid', `--nodes ${place}: the name ${notAClusterName}`);
  throw new OperationError('InputInvalid', `--nodes ${place} names no nodes; say ec2:NAME, local or local:DIRECTORY`);
}
