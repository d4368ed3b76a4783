import type { NodeControl } from '../../src/ports/node-control.ts';
import type { PlayedMachines } from './nodes-edge.ts';

export interface ControlBehind {
  readonly control: NodeControl;
  readonly clusterId: string;
  readonly stopNode: (nodeId: number) => void | Promise<void>;
}

/** Nodes that another control looks after, as if each ran on an instance with the scripts of the node. */
export const machinesOfControl = ({ control, clusterId, stopNode }: ControlBehind): PlayedMachines => {
  const nodesNow = async () =>
    (await control.listNodes()).map(node => ({
      ...node,
      zone: node.zone ?? '',
      instanceId: `i-${(node.machine ?? '').replaceAll(/\W+/g, '-')}`,
    }));
  const find = async (id: string) => (await nodesNow()).find(({ instanceId }) => instanceId === id);
  return {
    list: nodesNow,
    run: async (action, instanceId) => {
      const node = await find(instanceId);
      if (node === undefined) return { exitCode: 1, output: '' };
      const { nodeId, process } = node;
      if (action === 'restart') await control.restartNode(nodeId);
      if (action === 'start') await control.startNode(nodeId);
      if (action === 'stop') await stopNode(nodeId);
      const status = { nodeId, clusterId, service: process === undefined ? 'inactive' : 'active', process };
      const output = action === 'status' ? JSON.stringify(status) : `kafka-node: ${action} done`;
      return { exitCode: 0, output: `${output}\n` };
    },
    terminate: async instanceId => {
      const node = await find(instanceId);
      if (node !== undefined) await control.replaceMachine(node.nodeId, node.machine ?? '');
    },
  };
};
