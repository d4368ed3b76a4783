import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createRecordClient } from '../../../../src/adapters/local/record-client.ts';
import { sharedCluster } from '../../broker-fixture.ts';

test('brings up three secured brokers that list each other and leaves no trace of its trial', async () => {
  const cluster = await sharedCluster();
  const admin = createRecordClient(cluster.connectionFor()).admin();
  await admin.connect();
  try {
    const { brokers, clusterId } = await admin.describeCluster();
    expect(brokers.map(broker => broker.nodeId).sort()).toEqual([1, 2, 3]);
    expect(clusterId).toBe(cluster.clusterId);
    expect((await admin.listGroups()).groups.filter(group => group.groupId.startsWith('kafka-steward-ready'))).toEqual(
      [],
    );
  } finally {
    await admin.disconnect();
  }
});

test('keeps passwords off every command line', async () => {
  const cluster = await sharedCluster();
  const state = JSON.parse(await readFile(cluster.directory.state, 'utf8')) as { processes: { pid: number }[] };
  const sasl = cluster.connectionFor().sasl;
  if (sasl === undefined || sasl.mechanism === 'OAUTHBEARER') throw new Error('a password login was expected');
  expect(state.processes).toHaveLength(3);
  for (const { pid } of state.processes) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    expect(commandLine).toContain('kafka.Kafka');
    expect(commandLine).not.toContain(sasl.password.reveal());
  }
});
