import { rm } from 'node:fs/promises';
import { OperationError } from '../../domain/errors.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { emptyDirectory, layOut, readLaunchId, readState } from './cluster-directory.ts';
import { stopNodes } from './cluster-session.ts';
import { withDirectoryLock } from './directory-lock.ts';
import { endProcess, findProcesses } from './process-table.ts';

export interface StopReport {
  readonly directory: string;
  readonly stopped: readonly string[];
  readonly purged: boolean;
}

/** Ends the processes of the cluster in a directory, and no others; purging removes its data and the directory too. */
export async function stopLocalCluster(path: string, data: 'keep' | 'purge'): Promise<StopReport> {
  const directory = layOut(path);
  const launchId = await readLaunchId(directory);
  if (launchId === undefined) {
    throw new OperationError('InputInvalid', `no local cluster is in ${directory.path}; start one with local up`);
  }
  const stopped = await withDirectoryLock(directory, async () => {
    const running = await endNodes(directory, launchId, data);
    if (data === 'purge') await emptyDirectory(directory);
    return running;
  });
  if (data === 'purge') await rm(directory.path, { recursive: true, force: true });
  return { directory: directory.path, stopped, purged: data === 'purge' };
}

async function endNodes(
  directory: ClusterDirectory,
  launchId: string,
  data: 'keep' | 'purge',
): Promise<readonly string[]> {
  const running = await findProcesses(launchId);
  const state = data === 'keep' ? await readState(directory) : undefined;
  if (state !== undefined) await stopNodes(directory, state);
  // Data about to be removed needs no orderly end; and without a readable state only the process table is left to ask.
  else await Promise.all(running.map(process => endProcess(process, launchId, 'SIGKILL')));
  return running.map(process => process.nodeName).sort();
}
