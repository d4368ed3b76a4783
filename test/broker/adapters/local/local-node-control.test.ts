import { afterAll, beforeAll, expect, it } from 'vitest';
import { localNodeControl } from '../../../../src/adapters/local/local-node-control.ts';
import { defineNodeControlContract } from '../../../contracts/node-control.contract.ts';
import { newClusterDirectory, type OwnCluster, startOwnCluster } from '../../broker-fixture.ts';

let own: OwnCluster;

beforeAll(async () => {
  own = await startOwnCluster({ brokers: 1 });
});
afterAll(async () => await own.remove());

defineNodeControlContract('a local cluster', async () => {
  const control = localNodeControl(own.cluster.directory.path);
  await control.startNode(1);
  return { control, nodeId: 1, stopNode: async () => await own.cluster.stopBroker(1) };
});

it('refuses a directory without a cluster', async () => {
  await expect(localNodeControl(newClusterDirectory()).listNodes()).rejects.toMatchObject({
    name: 'InputInvalid',
    message: expect.stringContaining('no local cluster is in') as string,
  });
});
