import { OperationError } from '../../domain/errors.ts';
import { layOut, readState } from './cluster-directory.ts';
import { readCredentials } from './credentials.ts';
import type { LocalCluster } from './local-cluster.ts';
import { openLocalCluster, readCaCertificate } from './local-cluster.ts';

/** The handle on a cluster that another process started. Starts nothing, and does not ask whether the nodes run. */
export async function attachLocalCluster(path: string): Promise<LocalCluster> {
  const directory = layOut(path);
  const state = await readState(directory);
  if (state === undefined) {
    throw new OperationError('InputInvalid', `no local cluster is in ${directory.path}; start one with local up`);
  }
  return openLocalCluster({
    directory,
    state,
    credentials: await readCredentials(directory),
    caCertificate: await readCaCertificate(directory),
  });
}
