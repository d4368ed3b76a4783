import type { LocalNode } from '../../domain/local/local-node.ts';
import { bootstrapServersOf, isBroker } from '../../domain/local/local-node.ts';
import type { LocalState, NodeProcess } from '../../domain/local/local-state.ts';
import type { LocalStatus, NodeStatus } from '../../domain/local/local-status.ts';
import { assessCluster, assessNode } from '../../domain/local/local-status.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { layOut, nodeFiles, readState } from './cluster-directory.ts';
import { findRunningNodes } from './cluster-session.ts';
import { isListening } from './free-ports.ts';

/** What runs of the cluster in a directory, by looking at the processes themselves. Changes nothing. */
export async function readLocalStatus(path: string): Promise<LocalStatus> {
  const directory = layOut(path);
  const state = await readState(directory);
  if (state === undefined) return { condition: 'absent', directory: directory.path };
  const running = await findRunningNodes(state);
  const nodes = await Promise.all(state.nodes.map(node => readNode(directory, state, node, running)));
  return {
    condition: assessCluster(nodes.map(node => node.condition)),
    directory: directory.path,
    clusterId: state.clusterId,
    ...state.shape,
    bootstrapServers: bootstrapServersOf(state.nodes),
    clientPropertiesPath: directory.clientProperties,
    librdkafkaPropertiesPath: directory.librdkafkaProperties,
    jarsPath: state.java.jars,
    nodes,
  };
}

async function readNode(
  directory: ClusterDirectory,
  state: LocalState,
  node: LocalNode,
  running: readonly NodeProcess[],
): Promise<NodeStatus> {
  const process = running.find(known => known.nodeName === node.name);
  const condition = assessNode({
    wasStarted: state.processes.some(known => known.nodeName === node.name),
    isAlive: process !== undefined,
    isListening: process !== undefined && (await isListening(node.clientPort)),
  });
  return {
    name: node.name,
    condition,
    address: `127.0.0.1:${node.clientPort}`,
    ...(isBroker(node) ? { rack: node.rack } : {}),
    ...(process === undefined ? {} : { pid: process.pid }),
    logPath: nodeFiles(directory, node.name).log,
  };
}
