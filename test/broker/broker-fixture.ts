import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import { attachLocalCluster } from '../../src/adapters/local/attach-local-cluster.ts';
import type { LocalCluster } from '../../src/adapters/local/local-cluster.ts';
import type { StartRequest } from '../../src/adapters/local/start-local-cluster.ts';
import { startLocalCluster } from '../../src/adapters/local/start-local-cluster.ts';
import { stopLocalCluster } from '../../src/adapters/local/stop-local-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    sharedClusterDirectory: string;
  }
}

export const clusterRoot = resolve(import.meta.dirname, '../../.cache/test-clusters');

/**
 * Users of the shared cluster beside its admin. The auditor never has a right; each of the others belongs to one test file,
 * which gives it some, for the order of files is not fixed.
 */
export const sharedUsers = ['app', 'auditor', 'limited', 'mover', 'reader'] as const;

/** Three secured brokers that every test shares: create what you need under names of your own, stop no broker. */
export async function sharedCluster(): Promise<LocalCluster> {
  return await attachLocalCluster(inject('sharedClusterDirectory'));
}

/** Runs a test against a cluster of its own, whose brokers it may stop, and removes it whatever happens. */
export async function withLocalCluster<T>(
  request: Omit<StartRequest, 'directory'>,
  test: (cluster: LocalCluster) => Promise<T>,
): Promise<T> {
  const own = await startOwnCluster(request);
  try {
    return await test(own.cluster);
  } finally {
    await own.remove();
  }
}

export interface OwnCluster {
  readonly cluster: LocalCluster;
  readonly remove: () => Promise<void>;
}

/** A cluster of its own for a whole test file, to start in beforeAll and remove in afterAll. */
export async function startOwnCluster(request: Omit<StartRequest, 'directory'>): Promise<OwnCluster> {
  const directory = newClusterDirectory();
  const cluster = await startLocalCluster({ ...request, directory });
  process.once('exit', cluster.killAtExit);
  const remove = async (): Promise<void> => {
    process.removeListener('exit', cluster.killAtExit);
    await stopLocalCluster(directory, 'purge');
  };
  return { cluster, remove };
}

/** A directory that the next run removes, with all processes in it, should this run be killed. */
export function newClusterDirectory(): string {
  return join(clusterRoot, `${process.pid}-${crypto.randomUUID().slice(0, 8)}`);
}
