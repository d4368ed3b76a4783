import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

const made: string[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map(path => rm(path, { recursive: true, force: true })));
});

/** An empty directory that is gone after the test. */
export async function scratchDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'kafka-steward-'));
  made.push(path);
  return path;
}

/** A program that does what the shell lines say. */
export async function fakeProgram(lines: string): Promise<string> {
  const path = join(await scratchDirectory(), 'program');
  await writeFile(path, `#!/bin/sh\n${lines}\n`);
  await chmod(path, 0o755);
  return path;
}
