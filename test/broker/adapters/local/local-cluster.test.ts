import { expect, onTestFinished, test } from 'vitest';
import { layOut, readLaunchId } from '../../../../src/adapters/local/cluster-directory.ts';
import { findProcesses } from '../../../../src/adapters/local/process-table.ts';
import { readLocalStatus } from '../../../../src/adapters/local/read-local-status.ts';
import { startLocalCluster } from '../../../../src/adapters/local/start-local-cluster.ts';
import { stopLocalCluster } from '../../../../src/adapters/local/stop-local-cluster.ts';
import { newClusterDirectory, withLocalCluster } from '../../broker-fixture.ts';
import { eventually, openScene } from '../kafka/scene.ts';

async function conditionsIn(directory: string): Promise<readonly string[]> {
  const status = await readLocalStatus(directory);
  return status.condition === 'absent' ? [] : status.nodes.map(node => node.condition);
}

/** A directory that is removed after the test, with all that runs in it. */
function ownDirectory(): string {
  const directory = newClusterDirectory();
  onTestFinished(() => stopLocalCluster(directory, 'purge').then(() => undefined));
  return directory;
}

test('stops, kills and starts single brokers of three, and tells the difference', async () => {
  await withLocalCluster({ brokers: 3 }, async cluster => {
    const { path } = cluster.directory;
    await cluster.stopBroker(1);
    await cluster.killBroker(2);
    expect(await conditionsIn(path)).toEqual(['stopped', 'broken', 'running']);
    await Promise.all([cluster.startBroker(1), cluster.startBroker(2)]);
    expect(await conditionsIn(path)).toEqual(['running', 'running', 'running']);
    await cluster.stop();
    expect(await conditionsIn(path)).toEqual(['stopped', 'stopped', 'stopped']);
  });
});

test('finds a broker ready while partitions of another one have no leader', async () => {
  await withLocalCluster({ brokers: 3 }, async cluster => {
    const scene = await openScene(cluster.connectionFor());
    await scene.createTopic('alone', 3, 1);
    await cluster.killBroker(3);
    await eventually(async () => {
      const { topics } = await scene.client.metadata(['alone']);
      expect(topics[0]?.partitions.map(({ leaderId }) => leaderId)).toContain(-1);
    });
    await scene.close();
    await cluster.startBroker(1);
    expect(await conditionsIn(cluster.directory.path)).toEqual(['running', 'running', 'broken']);
  });
});

test('fails with the line of the log that says why a broker ended, and leaves no process', async () => {
  const extraBrokerProperties = { 'metric.reporters': 'no.such.Reporter' };
  await expect(startLocalCluster({ directory: ownDirectory(), extraBrokerProperties })).rejects.toMatchObject({
    name: 'LocalClusterFailed',
    message: expect.stringMatching(
      /^broker-1 ended: .*no\.such\.Reporter.*; its log is \/.*broker-1\/node\.log$/,
    ) as string,
  });
});

test('gives up when interrupted, and stops what it had started', async () => {
  const interruption = new AbortController();
  const told: string[] = [];
  const onProgress = (message: string): void => {
    told.push(message);
    if (message.startsWith('waiting')) interruption.abort(new Error('enough'));
  };
  const directory = ownDirectory();
  const request = { directory, onProgress, interruption: interruption.signal };
  await expect(startLocalCluster(request)).rejects.toThrow('enough');
  expect(told).toHaveLength(2);
  const launchId = await readLaunchId(layOut(directory));
  expect(await findProcesses(launchId!)).toEqual([]);
  expect(await readLocalStatus(directory)).toEqual({ condition: 'absent', directory });
});
