import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Arena, Contestant } from '../contestant.ts';
import { readJsonLine } from '../read-json-line.ts';

export const javaAdminName = 'Java Admin, batched';

/** Compiled beforehand, as nobody runs Java from source in production. */
export function prepareJavaAdmin(arena: Arena): Contestant {
  const classes = path.join(arena.cacheDirectory, 'java-admin');
  const source = path.join(import.meta.dirname, 'LagAdmin.java');
  execFileSync('javac', ['-cp', arena.javaClassPath, '-d', classes, source]);
  return {
    kind: 'ready',
    name: javaAdminName,
    version: arena.kafkaVersion,
    command: {
      file: 'java',
      args: ['-Xmx1g', '-cp', `${classes}:${arena.javaClassPath}`, 'LagAdmin', arena.bootstrapServers],
      timeoutMs: 300_000,
    },
    roundsAtMost: Infinity,
    readTotals: readJsonLine,
  };
}
