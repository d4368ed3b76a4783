import { readdir, readFile } from 'node:fs/promises';
import { OperationError } from '../../../domain/errors.ts';
import { unlessMissing } from '../durable-file.ts';
import { fencingTokenOf, lockDirectory, lockPath } from './run-files.ts';

/** What a lock file says; its name is the fencing token. */
export type LockRecord = { readonly condition: 'released' } | HeldRecord;

export interface HeldRecord {
  readonly condition: 'held';
  readonly runId: string;
  readonly person: string;
  readonly expiresAt: string;
  readonly holder: LockHolder;
}

/** A process, told apart from a later one with the same number by when it started. */
export interface LockHolder {
  readonly host: string;
  readonly pid: number;
  readonly startMark: string;
  /** Who asked for the lock, where that outlives the process. */
  readonly name?: string;
}

/** The highest token granted so far for a cluster; 0 where there was none. */
export async function readNewestToken(directory: string, clusterId: string): Promise<number> {
  const path = lockDirectory(directory, clusterId);
  const names = (await unlessMissing(path, readdir(path))) ?? [];
  return Math.max(0, ...names.map(name => fencingTokenOf(name) ?? 0));
}

export async function readNewestLock(
  directory: string,
  clusterId: string,
): Promise<(LockRecord & { readonly fencingToken: number }) | undefined> {
  for (;;) {
    const token = await readNewestToken(directory, clusterId);
    if (token === 0) return undefined;
    const path = lockPath(directory, clusterId, token);
    const text = await unlessMissing(path, readFile(path, 'utf8'));
    if (text !== undefined) return { ...parseRecord(text, path), fencingToken: token };
    // A newer grant has removed it since.
  }
}

function parseRecord(text: string, path: string): LockRecord {
  try {
    return JSON.parse(text) as LockRecord;
  } catch (cause) {
    const message = `${path} cannot be read; if no change runs, replace its content by {"condition":"released"}`;
    throw new OperationError('JournalDamaged', message, { cause });
  }
}
