import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readProcess } from '../../src/adapters/local/process-table.ts';
import { startLocalCluster } from '../../src/adapters/local/start-local-cluster.ts';
import { stopLocalCluster } from '../../src/adapters/local/stop-local-cluster.ts';
import { clusterRoot, sharedUsers } from './broker-fixture.ts';

// Nobody stops a broker of it, so that one that is silent for some seconds is only short of a processor.
const extraBrokerProperties = { 'broker.session.timeout.ms': 30_000, 'controller.quorum.fetch.timeout.ms': 15_000 };

/** One secured cluster for all broker tests: starting it is most of what a test of a broker costs. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const directory = join(clusterRoot, `${process.pid}-shared`);
  const request = { directory, brokers: 3, security: 'scram', users: sharedUsers, extraBrokerProperties } as const;
  const cluster = await startLocalCluster(request);
  process.once('exit', cluster.killAtExit);
  project.provide('sharedClusterDirectory', directory);
  return async () => {
    process.removeListener('exit', cluster.killAtExit);
    await stopLocalCluster(directory, 'purge');
  };
}

/** A run that was killed left its brokers behind: directories begin with the pid of the run that made them. */
async function removeLeftovers(): Promise<void> {
  await mkdir(clusterRoot, { recursive: true });
  for (const name of await readdir(clusterRoot)) {
    const owner = await readProcess(Number.parseInt(name, 10));
    if (owner === undefined) await stopLocalCluster(join(clusterRoot, name), 'purge').catch(() => undefined);
  }
}
