import { expect, test } from 'vitest';
import { readLocalStatus } from '../../../../src/adapters/local/read-local-status.ts';
import { withLocalCluster } from '../../broker-fixture.ts';

async function conditionsIn(directory: string): Promise<readonly string[]> {
  const status = await readLocalStatus(directory);
  return status.condition === 'absent' ? [] : status.nodes.map(node => node.condition);
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

test('fails with the line of the log that says why a broker ended, and leaves no process', async () => {
  const extraBrokerProperties = { 'metric.reporters': 'no.such.Reporter' };
  await expect(withLocalCluster({ extraBrokerProperties }, () => Promise.resolve())).rejects.toMatchObject({
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
  const request = { onProgress, interruption: interruption.signal };
  await expect(withLocalCluster(request, () => Promise.resolve())).rejects.toThrow('enough');
  expect(told).toHaveLength(2);
});
