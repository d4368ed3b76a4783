import { link, readFile, rm, unlink } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { OperationError } from '../../domain/errors.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { writeOwn } from './cluster-directory.ts';
import { readProcess } from './process-table.ts';

const breakerPauseMs = 5;

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
    while (!(await tryLink(candidate, directory.lock))) await breakStaleLock(directory, candidate);
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

async function breakStaleLock(directory: ClusterDirectory, candidate: string): Promise<void> {
  const content = await contentOf(directory.lock);
  if (content === undefined) return;
  const holder = await holderOf(content);
  if (holder !== undefined) {
    throw new OperationError(
      'LocalClusterBusy',
      `the local cluster in ${directory.path} is being changed by process ${holder}; wait until it has ended`,
      { retryable: true },
    );
  }
  // Many may find the same dead holder. Only one at a time may take its lock away, after another look: by then it can
  // be the lock of somebody who came first.
  const guard = `${directory.lock}.breaking`;
  if (!(await tryLink(candidate, guard))) {
    await waitForBreaker(directory, guard);
    return;
  }
  try {
    if ((await contentOf(directory.lock)) === content) await unlink(directory.lock);
  } finally {
    await unlink(guard);
  }
}

async function waitForBreaker(directory: ClusterDirectory, guard: string): Promise<void> {
  const content = await contentOf(guard);
  if (content !== undefined && (await holderOf(content)) === undefined && (await contentOf(guard)) === content) {
    throw new OperationError(
      'LocalClusterBusy',
      `a process died while it took over the local cluster in ${directory.path}; remove ${guard} and try again`,
    );
  }
  await setTimeout(breakerPauseMs);
}

/** The process that wrote it, if it is still the same one. */
async function holderOf(content: string): Promise<number | undefined> {
  const [pid, startMark] = content.split(' ');
  const running = await readProcess(Number(pid));
  return running?.startMark === startMark ? running?.pid : undefined;
}

async function contentOf(file: string): Promise<string | undefined> {
  return await readFile(file, 'utf8').catch(() => undefined);
}
