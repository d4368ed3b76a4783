import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError } from '../../../domain/errors.ts';
import { layOut } from '../cluster-directory.ts';
import { withDirectoryLock } from '../directory-lock.ts';
import { removeHalfWritten } from './secret-files.ts';

const pauseMs = 10;
const mostTries = 1_000;

/** Does the work while nobody else changes the secrets of this directory. A change takes milliseconds, so it waits its turn. */
export async function withSecretsLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (let tries = 1; ; tries += 1) {
    try {
      return await withDirectoryLock(layOut(directory), async () => {
        await removeHalfWritten(directory);
        return await work();
      });
    } catch (error) {
      if (!(error instanceof OperationError) || error.name !== 'LocalClusterBusy') throw error;
      // A lock that nobody holds, and that has to be removed by hand.
      if (!error.retryable) throw error;
      if (tries >= mostTries) throw stillBusy(directory, error);
      await sleep(pauseMs);
    }
  }
}

function stillBusy(directory: string, cause: OperationError): OperationError {
  const what = `the secrets in ${directory} are being changed by another process all the time; try again later`;
  return new OperationError('LocalClusterBusy', what, { retryable: true, cause });
}
