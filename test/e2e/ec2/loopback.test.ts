import { afterAll, beforeAll, expect, it } from 'vitest';
import { onLoopback } from '../../ec2/choose-machines.ts';
import { steward } from '../../ec2/cluster-client.ts';
import { brokers, controllers, type Slot } from '../../ec2/cluster-plan.ts';
import { bootAll, type Node, startTrialCluster, type TrialCluster } from '../../ec2/trial-cluster.ts';

// Where no namespaces may be made, all tests run on such machines; this one sees to it that they can. Two controllers of three are a
// majority, and one broker takes logins.
const slots = [...controllers.slice(0, 2), ...brokers.slice(0, 1)];
let cluster: TrialCluster;
let nodes: Map<Slot, Node>;

beforeAll(async () => {
  cluster = await startTrialCluster(onLoopback);
  nodes = await bootAll(cluster, slots);
});
afterAll(() => cluster.remove());

it('forms on directories and loopback addresses, and outlives the loss of an instance', async () => {
  expect(await steward(cluster, 'admin', ['groups', 'list'])).toMatchObject({ exitCode: 0 });
  expect((await steward(cluster, 'admin', ['groups', 'list'], 'wrong-password')).exitCode).not.toBe(0);
  const [broker] = brokers;
  const lost = nodes.get(broker) ?? expect.fail('there is no broker');
  await cluster.terminate(lost);
  const node = await cluster.launch(broker);
  const { exitCode, stdout } = await node.boot();
  expect(exitCode).toBe(0);
  expect(stdout).toContain('holds the data of this node');
  expect(node.address).not.toBe(lost.address);
  expect(await steward(cluster, 'admin', ['groups', 'list'])).toMatchObject({ exitCode: 0 });
});
