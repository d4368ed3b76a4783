import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Arena, Contestant, Skipped } from '../contestant.ts';
import { readJsonLine } from '../read-json-line.ts';

export const franzGoName = 'franz-go kadm.Lag';

/** Built through the Go module proxy of this machine's Go. */
export function prepareFranzGo(arena: Arena): Contestant | Skipped {
  const binary = path.join(arena.cacheDirectory, 'franz-go-lag');
  try {
    execFileSync('go', ['build', '-o', binary, '.'], { cwd: import.meta.dirname, stdio: 'pipe' });
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    return {
      kind: 'skipped',
      name: franzGoName,
      reason: missing ? 'no go on this machine' : `go build failed: ${firstLine(cause)}`,
    };
  }
  return {
    kind: 'ready',
    name: franzGoName,
    version: moduleVersion(),
    command: { file: binary, args: [arena.bootstrapServers], timeoutMs: 300_000 },
    roundsAtMost: Infinity,
    readTotals: readJsonLine,
  };
}

const firstLine = (cause: unknown) =>
  String((cause as { stderr?: Buffer }).stderr)
    .trim()
    .split('\n')[0] ?? '';

function moduleVersion(): string {
  const modules = readFileSync(path.join(import.meta.dirname, 'go.mod'), 'utf8');
  return /franz-go\/pkg\/kadm v(\S+)/.exec(modules)?.[1] ?? '?';
}
