import { readdir, readFile } from 'node:fs/promises';
import { OperationError } from '../../../domain/errors.ts';
import { unlessMissing } from './durable-file.ts';
import { fencingTokenOf, lockDirectory, lockPath } from './run-files.ts';

/** What a lock file says. */
export interface LockRecord {
  readonly fencingToken: number;
  readonly runId: string;
  readonly person: string;
  readonly expiresAt: string;
  readonly condition: 'held' | 'released';
  readonly holder: LockHolder;
}

/** A process, told apart from a later one with the same number by when it started. */
export interface LockHolder {
  readonly host: string;
  readonly pid: number;
  readonly startMark: string;
}

/** The highest token granted so far for a cluster; 0 where there was none. */
export async function readNewestToken(directory: string, clusterId: string): Promise<number> {
  const names = (await unlessMissing(readdir(lockDirectory(directory, clusterId)))) ?? [];
  return Math.max(0, ...names.map(name => fencingTokenOf(name) ?? 0));
}

export async function readNewestLock(directory: string, clusterId: string): Promise<LockRecord | undefined> {
  for (;;) {
    const token = await readNewestToken(directory, clusterId);
    if (token === 0) return undefined;
    const path = lockPath(directory, clusterId, token);
    const text = await unlessMissing(readFile(path, 'utf8'));
    if (text !== undefined) return parseRecord(text, path);
    // A newer grant has removed it since.
  }
}

function parseRecord(text: string, path: string): LockRecord {
  try {
    return JSON.parse(text) as LockRecord;
  } catch (cause) {
    throw new OperationError('JournalDamaged', `${path} cannot be read; if no change runs, replace it by ${unlocked}`, {
      cause,
    });
  }
}

const unlocked = '{"condition":"released"}';
