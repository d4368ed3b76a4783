import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { readLocalStatus } from '../../../../src/adapters/local/read-local-status.ts';
import { startLocalCluster } from '../../../../src/adapters/local/start-local-cluster.ts';
import { stopLocalCluster } from '../../../../src/adapters/local/stop-local-cluster.ts';
import type { PresentCluster } from '../../../../src/domain/local/local-status.ts';
import { newClusterDirectory } from '../../broker-fixture.ts';

const entryPoint = resolve(import.meta.dirname, '../../../../bin/kafka-steward.ts');

test('goes on, after the launcher was killed, with the broker that was starting', async () => {
  const directory = newClusterDirectory();
  onTestFinished(() => stopLocalCluster(directory, 'purge').then(() => undefined));
  const launcher = spawn(process.execPath, [entryPoint, 'local', 'up', '--directory', directory]);
  for await (const line of createInterface(launcher.stderr)) {
    if (line.startsWith('waiting')) launcher.kill('SIGKILL');
  }
  if (launcher.signalCode === null) await once(launcher, 'exit');
  expect(launcher.signalCode).toBe('SIGKILL');
  const left = (await readLocalStatus(directory)) as PresentCluster;
  expect(['starting', 'running']).toContain(left.condition);

  const cluster = await startLocalCluster({ directory });
  const status = (await readLocalStatus(directory)) as PresentCluster;
  expect(status).toMatchObject({ condition: 'running', clusterId: left.clusterId });
  expect(status.nodes[0]!.pid).toBe(left.nodes[0]!.pid);
  expect(cluster.clusterId).toBe(left.clusterId);
});

test('starts anew, after the launcher was killed, where it had not finished preparing', async () => {
  const directory = newClusterDirectory();
  onTestFinished(() => stopLocalCluster(directory, 'purge').then(() => undefined));
  const launcher = spawn(process.execPath, [entryPoint, 'local', 'up', '--directory', directory]);
  const exited = once(launcher, 'exit');
  await expect.poll(() => existsSync(join(directory, 'broker-1')), { interval: 5, timeout: 20_000 }).toBe(true);
  launcher.kill('SIGKILL');
  await exited;
  expect((await readLocalStatus(directory)).condition).toBe('absent');
  await startLocalCluster({ directory });
  expect((await readLocalStatus(directory)).condition).toBe('running');
});
