import { link, readFile, rename, rm, unlink } from 'node:fs/promises';
import { OperationError } from '../../domain/errors.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { writeOwn } from './cluster-directory.ts';
import { readProcess } from './process-table.ts';

/** Does the work while no other process changes the same cluster; refuses when one does. */
export async function withDirectoryLock<T>(directory: ClusterDirectory, work: () => Promise<T>): Promise<T> {
  const release = await takeLock(directory);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function takeLock(directory: ClusterDirectory): Promise<() => Promise<void>> {
  const me = await readProcess(process.pid);
  const mine = `${process.pid} ${me?.startMark ?? ''} ${crypto.randomUUID()}`;
  const candidate = `${directory.lock}.${crypto.randomUUID()}`;
  await writeOwn(candidate, mine);
  try {
    // A link appears with its content, so a lock that can be read always says whose it is.
    while (!(await tryLink(candidate, directory.lock))) await breakStaleLock(directory);
  } finally {
    await unlink(candidate);
  }
  return () => rm(directory.lock, { force: true });
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function breakStaleLock(directory: ClusterDirectory): Promise<void> {
  const content = await readFile(directory.lock, 'utf8').catch(() => undefined);
  if (content === undefined) return;
  const [pid, startMark] = content.split(' ');
  const holder = await readProcess(Number(pid));
  if (holder !== undefined && holder.startMark === startMark) {
    throw new OperationError(
      'LocalClusterBusy',
      `the local cluster in ${directory.path} is being changed by process ${holder.pid}; wait until it has ended`,
      { retryable: true },
    );
  }
  // Two processes may find the same dead holder; the second one must not move away the lock of the first.
  const aside = `${directory.lock}.${crypto.randomUUID()}`;
  await rename(directory.lock, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => undefined);
  if (moved !== undefined && moved !== content) await tryLink(aside, directory.lock);
  await rm(aside, { force: true });
}
