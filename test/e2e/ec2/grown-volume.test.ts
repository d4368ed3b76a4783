import { afterAll, beforeAll, expect, it } from 'vitest';
import { bestMachines } from '../../ec2/choose-machines.ts';
import { brokers } from '../../ec2/cluster-plan.ts';
import { startTrialCluster, type TrialCluster } from '../../ec2/trial-cluster.ts';

let cluster: TrialCluster;

beforeAll(async () => {
  // The broker finds no controllers here, and nobody waits for them.
  cluster = await startTrialCluster(await bestMachines(), { KAFKA_NODE_READY_SECONDS: '1' });
});
afterAll(() => cluster.remove());

it('uses all of a volume that has grown, from the next start on', async () => {
  const [broker] = brokers;
  const volumeId = cluster.parts.volumeIds.get(broker.host) ?? '';
  const node = await cluster.launch(broker);
  const grown = `volume ${volumeId} has grown, and its file system with it`;
  expect((await node.boot()).stdout).not.toContain(grown);
  await cluster.machines.growVolume(volumeId);
  expect((await node.kafkaNode('start')).stdout).toContain(grown);
  expect((await node.kafkaNode('start')).stdout).not.toContain(grown);
  await cluster.machines.growVolume(volumeId);
  await cluster.terminate(node);
  const next = await cluster.launch(broker);
  expect((await next.boot()).stdout).toContain(grown);
});
