import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Shell } from './shell.ts';

/** Which local cluster is meant. */
export interface LocalFlags {
  readonly directory: string;
  readonly json?: boolean;
}

/** Where the local cluster is kept when nothing else is said; `--cluster local` means the one there. */
export const defaultLocalDirectory = '.kafka-steward/local';

export function addLocalFlags(command: Command): Command {
  return command
    .option('--directory <path>', 'where the cluster keeps its data and state', defaultLocalDirectory)
    .option('--json', 'print one JSON document');
}

export function toLocalDirectory(flags: LocalFlags, shell: Shell): string {
  return resolve(shell.cwd, flags.directory);
}

/** What the environment says about the tools of the machine. */
export function toLocalTools({ env, cwd }: Shell): { readonly javaCommand?: string; readonly jarCache?: string } {
  const { JAVA_HOME: javaHome, KAFKA_STEWARD_CACHE: cache } = env;
  return {
    ...(javaHome === undefined || javaHome === '' ? {} : { javaCommand: join(javaHome, 'bin', 'java') }),
    ...(cache === undefined || cache === '' ? {} : { jarCache: resolve(cwd, cache, 'kafka') }),
  };
}
