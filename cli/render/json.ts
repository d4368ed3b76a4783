import type { Shell } from '../shell.ts';

/** Prints the one document of `--json`. */
export function writeJson(shell: Shell, document: unknown): void {
  shell.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
