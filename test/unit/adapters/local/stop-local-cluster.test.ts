import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claimDirectory, layOut } from '../../../../src/adapters/local/cluster-directory.ts';
import { isAlive, processTag, readProcess } from '../../../../src/adapters/local/process-table.ts';
import { stopLocalCluster } from '../../../../src/adapters/local/stop-local-cluster.ts';
import { scratchDirectory } from './scratch-directory.ts';

test('refuses to remove a directory that is not of a local cluster', async () => {
  const path = await scratchDirectory();
  await writeFile(join(path, 'thesis.txt'), 'years of work');
  await expect(stopLocalCluster(path, 'purge')).rejects.toMatchObject({
    name: 'InputInvalid',
    message: `no local cluster is in ${path}; start one with local up`,
  });
  expect(existsSync(join(path, 'thesis.txt'))).toBe(true);
});

test('ends the processes of a cluster whose state was lost, and removes what is left of it', async () => {
  const path = await scratchDirectory();
  const directory = layOut(path);
  const launchId = await claimDirectory(directory);
  await writeFile(directory.state, '{ "formatVersion": 1, "laun');
  const node = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '--', processTag(launchId, 'broker-1')]);
  onTestFinished(() => void node.kill('SIGKILL'));
  await once(node, 'spawn');
  const known = { nodeName: 'broker-1', pid: node.pid!, startMark: (await readProcess(node.pid!))!.startMark };
  const report = await stopLocalCluster(path, 'purge');
  expect(report).toEqual({ directory: path, stopped: ['broker-1'], purged: true });
  expect(await isAlive(known, launchId)).toBe(false);
  expect(existsSync(path)).toBe(false);
});
