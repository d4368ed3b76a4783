import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError } from '../../domain/errors.ts';
import type { LocalNode } from '../../domain/local/local-node.ts';
import { isBroker } from '../../domain/local/local-node.ts';
import type { LocalState, NodeProcess } from '../../domain/local/local-state.ts';
import { withProcess } from '../../domain/local/local-state.ts';
import { findFailureLine } from '../../domain/local/log-diagnosis.ts';
import { zooKeeperSessionTimeoutMs } from '../../domain/local/node-properties.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { nodeFiles, writeState } from './cluster-directory.ts';
import { checkPortsFree, isListening } from './free-ports.ts';
import { startNode } from './node-process.ts';
import { endProcess, findProcesses, isAlive } from './process-table.ts';

/** The processes of a cluster that run, those included that a killed launcher never wrote down. */
export async function findRunningNodes(state: LocalState): Promise<readonly NodeProcess[]> {
  const recorded: NodeProcess[] = [];
  for (const process of state.processes) if (await isAlive(process, state.launchId)) recorded.push(process);
  if (recorded.length === state.nodes.length) return recorded;
  const known = new Set(recorded.map(process => process.pid));
  const others = await findProcesses(state.launchId);
  return [...recorded, ...others.filter(process => !known.has(process.pid))];
}

/** Starts the nodes that do not run, or those named, writing down each as soon as it has a pid. */
export async function startMissingNodes(
  directory: ClusterDirectory,
  state: LocalState,
  nodeNames: readonly string[] = state.nodes.map(node => node.name),
): Promise<LocalState> {
  const running = await findRunningNodes(state);
  const runningNames = new Set(running.map(process => process.nodeName));
  const missing = state.nodes.filter(node => nodeNames.includes(node.name) && !runningNames.has(node.name));
  await checkPortsFree(missing.flatMap(portsOf));
  let current = running.reduce((known, process) => withProcess(known, process.nodeName, process), state);
  for (const node of missing) {
    if (isBroker(node) && state.shape.mode === 'ZooKeeper') await awaitZooKeeper(directory, current, state, node);
    await keepPreviousLog(directory, node);
    current = withProcess(current, node.name, await startNode(directory, current, node));
    await writeState(directory, current);
  }
  return current;
}

/** Refuses to go on when a node has ended, with what its log says about it. */
export async function checkNodesAlive(
  directory: ClusterDirectory,
  state: LocalState,
  nodeNames: readonly string[] = state.nodes.map(node => node.name),
): Promise<void> {
  for (const process of state.processes.filter(({ nodeName }) => nodeNames.includes(nodeName))) {
    if (await isAlive(process, state.launchId)) continue;
    const { log } = nodeFiles(directory, process.nodeName);
    const reason = findFailureLine(await readFile(log, 'utf8').catch(() => '')) ?? 'it wrote nothing';
    throw new OperationError('LocalClusterFailed', `${process.nodeName} ended: ${reason}; its log is ${log}`);
  }
}

/** Stops the nodes that run, but for those to keep, and writes down that this was on purpose. */
export async function stopNodes(
  directory: ClusterDirectory,
  state: LocalState,
  keep: readonly NodeProcess[] = [],
): Promise<LocalState> {
  const kept = new Set(keep.map(process => process.pid));
  const running = (await findRunningNodes(state)).filter(process => !kept.has(process.pid));
  const brokers = running.filter(process => process.nodeName !== 'zookeeper');
  // Brokers that stop politely all at once lose their quorum and wait for it until they time out.
  const signal = brokers.length > 1 ? 'SIGKILL' : 'SIGTERM';
  await Promise.all(brokers.map(process => endProcess(process, state.launchId, signal)));
  const others = running.filter(process => process.nodeName === 'zookeeper');
  await Promise.all(others.map(process => endProcess(process, state.launchId, 'SIGTERM')));
  const stopped: LocalState = { ...state, processes: keep };
  await writeState(directory, stopped);
  return stopped;
}

function portsOf(node: LocalNode): readonly number[] {
  if (node.kind === 'zookeeper') return [node.clientPort];
  return [node.clientPort, node.internalPort, node.controllerPort].filter(port => port !== undefined);
}

/** A broker that was killed is still registered until its session ends, and cannot register again before. */
async function awaitZooKeeper(
  directory: ClusterDirectory,
  current: LocalState,
  before: LocalState,
  broker: LocalNode,
): Promise<void> {
  const zooKeeper = current.nodes.find(node => node.kind === 'zookeeper');
  while (zooKeeper !== undefined && !(await isListening(zooKeeper.clientPort))) {
    await checkNodesAlive(directory, current, [zooKeeper.name]);
    await sleep(50);
  }
  const hasCrashed = before.processes.some(process => process.nodeName === broker.name);
  if (hasCrashed) await sleep(zooKeeperSessionTimeoutMs + 1_000);
}

async function keepPreviousLog(directory: ClusterDirectory, node: LocalNode): Promise<void> {
  const { log } = nodeFiles(directory, node.name);
  if (existsSync(log)) await rename(log, log.replace(/\.log$/, '.previous.log'));
}
