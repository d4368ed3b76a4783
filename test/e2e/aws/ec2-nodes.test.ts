import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, describe, expect, it } from 'vitest';
import { ec2NodeControl } from '../../../src/adapters/aws/nodes/ec2-node-control.ts';
import { machinesOfControl } from '../../aws/machines-of-control.ts';
import { startNodesEdge } from '../../aws/nodes-edge.ts';
import { simulateNodes } from '../../contracts/fakes/simulated-nodes.ts';
import { defineNodeControlContract } from '../../contracts/node-control.contract.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Three nodes behind Systems Manager and Auto Scaling; the clock moves when the control waits. */
const openCluster = async (name = 'orders') => {
  const shape = [1, 2, 101].map(
    nodeId => ({ nodeId, role: nodeId > 100 ? 'controller' : 'broker', zone: 'eu-west-1a' }) as const,
  );
  const clock = { nowMs: 0 };
  const simulated = simulateNodes(shape, [], () => clock.nowMs);
  const { control: behind, stop } = simulated;
  const edge = await startNodesEdge(
    'orders',
    machinesOfControl({ control: behind, clusterId: 'cluster-1', stopNode: stop }),
  );
  closing.push(edge.stop);
  const control = ec2NodeControl({
    client: new SSMClient(edge.ssm.clientConfig),
    autoScaling: new AutoScalingClient(edge.autoScaling.clientConfig),
    cluster: name,
    nowMs: () => clock.nowMs,
    sleep: async ms => await Promise.resolve((clock.nowMs += ms)),
  });
  return { simulated, edge, control };
};

defineNodeControlContract('an EC2 cluster', async () => {
  const { control, simulated } = await openCluster();
  const stopNode = async (): Promise<void> => {
    simulated.stop(2);
    await Promise.resolve();
  };
  return { control, nodeId: 2, stopNode };
});

describe('the nodes of an EC2 cluster', () => {
  it('are found by their tags, with what each says of itself', async () => {
    const { control, edge } = await openCluster();
    expect(await control.listNodes()).toEqual(
      [
        [1, 'broker'],
        [2, 'broker'],
        [101, 'controller'],
      ].map(([nodeId, role]) => ({
        ...{ nodeId, role, zone: 'eu-west-1a', isBusy: false, clusterId: 'cluster-1' },
        machine: `i-machine-1-of-${nodeId}`,
        process: 'process 1',
      })),
    );
    // One question for all of them, however many there are.
    expect(edge.ssm.calls.filter(call => call === 'SendCommand')).toHaveLength(1);
    expect(edge.commands.every(({ document }) => document === 'kafka-steward-orders-node')).toBe(true);
  });

  it('are refused where no group has the tag', async () => {
    const { control } = await openCluster('oders');
    await expect(control.listNodes()).rejects.toMatchObject({
      name: 'InputInvalid',
      message:
        'no auto scaling group is tagged kafka-steward:cluster=oders; check the name, the region and the account',
    });
  });

  it('are told with a problem where their agent is gone or their status fails, and can still be replaced', async () => {
    const { control, edge, simulated } = await openCluster();
    edge.state.agentless.add('i-machine-1-of-2');
    const [first, second] = await control.listNodes();
    expect(first).toMatchObject({ process: 'process 1' });
    expect(second).toMatchObject({ problem: 'the SSM agent of i-machine-1-of-2 does not answer' });
    expect(second?.process).toBeUndefined();
    await expect(control.restartNode(2)).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
    await control.replaceMachine(2, 'i-machine-1-of-2');
    expect(simulated.nodes.get(2)).toMatchObject({ machine: 2 });

    edge.state.failing.add('status');
    expect((await control.listNodes())[0]).toMatchObject({
      problem: 'its status failed: kafka-node: it cannot status',
    });
  });

  it('are busy while a command is under way, and are not waited for without end', async () => {
    const { control, edge } = await openCluster();
    edge.state.slow.add('restart');
    await control.restartNode(1);
    expect((await control.listNodes()).map(({ isBusy }) => isBusy)).toEqual([true, false, false]);
    edge.commands.find(({ comment }) => comment === 'restart')!.status = 'Success';
    expect((await control.listNodes()).map(({ isBusy }) => isBusy)).toEqual([false, false, false]);
  });

  it('tell why they did not do what they were told', async () => {
    const { control, edge } = await openCluster();
    edge.state.failing.add('restart');
    await expect(control.restartNode(1)).rejects.toMatchObject({
      name: 'NodeRefused',
      message: 'node 1 did not restart: kafka-node: it cannot restart',
    });
  });
});
