import { OperationError } from '../../domain/errors.ts';
import { type BrokerNode, isBroker } from '../../domain/local/local-node.ts';
import { type LocalState, withProcess } from '../../domain/local/local-state.ts';
import type { ClusterNode } from '../../domain/nodes/cluster-node.ts';
import type { NodeControl } from '../../ports/node-control.ts';
import { layOut, readState, writeState } from './cluster-directory.ts';
import { findRunningNodes, startMissingNodes } from './cluster-session.ts';
import { withDirectoryLock } from './directory-lock.ts';
import { brokerStopMs, endProcess } from './process-table.ts';

/**
 * The nodes of a cluster on this machine. A machine of their own they do not have: what stands for it is the process,
 * so that a replacement is another process with the same name and data.
 */
export function localNodeControl(path: string): NodeControl {
  const directory = layOut(path);
  const read = async (): Promise<LocalState> => {
    const state = await readState(directory);
    if (state !== undefined) return state;
    throw new OperationError('InputInvalid', `no local cluster is in ${directory.path}; start one with local up`);
  };
  // The state is written down between the two, so that whoever goes on after a crash knows that the node does not run.
  const change = async (nodeId: number, work: (state: LocalState, node: BrokerNode) => Promise<LocalState>) =>
    await withDirectoryLock(directory, async () => {
      const state = await read();
      await writeState(directory, await work(state, nodeOf(state, nodeId)));
    });
  const stop = async (state: LocalState, node: BrokerNode): Promise<LocalState> => {
    const running = (await findRunningNodes(state)).filter(({ nodeName }) => nodeName === node.name);
    await Promise.all(running.map(process => endProcess(process, state.launchId, 'SIGTERM', brokerStopMs)));
    const stopped = withProcess(state, node.name);
    await writeState(directory, stopped);
    return stopped;
  };
  const start = async (state: LocalState, node: BrokerNode): Promise<LocalState> =>
    await startMissingNodes(directory, state, [node.name]);
  const restart = async (state: LocalState, node: BrokerNode): Promise<LocalState> =>
    await start(await stop(state, node), node);

  return {
    listNodes: async () => nodesOf(await read()),
    startNode: async nodeId => await change(nodeId, start),
    restartNode: async nodeId => await change(nodeId, restart),
    replaceMachine: async (nodeId, machine) =>
      await change(nodeId, async (state, node) => {
        const now = (await nodesOf(state)).find(each => each.nodeId === nodeId);
        return now?.machine === undefined || now.machine === machine ? await restart(state, node) : state;
      }),
  };
}

async function nodesOf(state: LocalState): Promise<readonly ClusterNode[]> {
  const running = await findRunningNodes(state);
  return state.nodes.filter(isBroker).map(({ name, brokerId, rack, controllerPort }): ClusterNode => {
    const process = running.find(({ nodeName }) => nodeName === name);
    const mark = process && `${process.pid} since ${process.startMark}`;
    return {
      nodeId: brokerId,
      role: controllerPort === undefined ? 'broker' : 'combined',
      zone: rack,
      clusterId: state.clusterId,
      isBusy: false,
      ...(mark === undefined ? {} : { process: mark, machine: mark }),
    };
  });
}

function nodeOf(state: LocalState, nodeId: number): BrokerNode {
  const node = state.nodes.filter(isBroker).find(({ brokerId }) => brokerId === nodeId);
  if (node !== undefined) return node;
  throw new OperationError('InputInvalid', `broker ${nodeId} is not of this local cluster`);
}
