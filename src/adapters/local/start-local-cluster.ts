import { rm } from 'node:fs/promises';
import { OperationError } from '../../domain/errors.ts';
import type { LocalClusterShape, ShapeRequest } from '../../domain/local/cluster-shape.ts';
import { describeShape, isSameShape, resolveShape } from '../../domain/local/cluster-shape.ts';
import { findKafkaRelease } from '../../domain/local/kafka-release.ts';
import { countPorts, isBroker, planNodes } from '../../domain/local/local-node.ts';
import type { JavaSetup, LocalState } from '../../domain/local/local-state.ts';
import type { Properties } from '../../domain/local/node-properties.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { checkDiskSpace, claimDirectory, emptyDirectory, layOut, readState, writeState } from './cluster-directory.ts';
import { awaitReadiness } from './cluster-readiness.ts';
import { checkNodesAlive, findRunningNodes, startMissingNodes, stopNodes } from './cluster-session.ts';
import { makeCredentials, readCredentials, writeCredentials } from './credentials.ts';
import { withDirectoryLock } from './directory-lock.ts';
import { newKafkaId } from './format-storage.ts';
import { chooseFreePorts } from './free-ports.ts';
import { checkJava } from './java-runtime.ts';
import { defaultJarCache, provideKafkaJars } from './kafka-jars.ts';
import type { LocalCluster } from './local-cluster.ts';
import { openLocalCluster, readCaCertificate } from './local-cluster.ts';
import { prepareCluster } from './prepare-cluster.ts';
import { endProcess, findProcesses } from './process-table.ts';

export interface StartRequest extends ShapeRequest {
  readonly directory: string;
  /** Clients of the first broker get this port, those of the next ones the ports after it. Absent: free ports. */
  readonly firstPort?: number;
  readonly heapMegabytes?: number;
  /** Further SCRAM users, without any right; their passwords are made here. Only for a secured cluster. */
  readonly users?: readonly string[];
  /** Settings of every broker beyond, or instead of, those of the launcher. */
  readonly extraBrokerProperties?: Properties;
  readonly jarCache?: string;
  readonly javaCommand?: string;
  readonly mavenCommand?: string;
  /** Refuse to start with less room than this. */
  readonly diskBytesNeeded?: number;
  readonly onProgress?: (message: string) => void;
  /** Gives up as soon as it can when aborted, and stops what it started. */
  readonly interruption?: AbortSignal;
}

const startTimeoutMs = 90_000;
const diskBytesNeededPerBroker = 256 * 1024 * 1024;

/**
 * Brings up the cluster of a directory: makes it the first time, starts what does not run any other time, and returns
 * when it is ready. What can be refused is refused before anything starts.
 */
export async function startLocalCluster(request: StartRequest): Promise<LocalCluster> {
  const shape = resolveShape(request);
  const release = findKafkaRelease(shape.kafkaVersion);
  const onProgress = request.onProgress ?? (() => undefined);
  const javaCommand = request.javaCommand ?? 'java';
  await checkJava(javaCommand, release);
  const directory = layOut(request.directory);
  await claimDirectory(directory);
  return await withDirectoryLock(directory, async () => {
    const launchId = await claimDirectory(directory);
    const found = await readState(directory);
    if (found !== undefined) checkIsAskedFor(directory, found, shape, request.firstPort);
    await checkDiskSpace(directory, request.diskBytesNeeded ?? shape.brokerCount * diskBytesNeededPerBroker);
    const source = { jarCache: request.jarCache ?? defaultJarCache, mavenCommand: request.mavenCommand ?? 'mvn' };
    const java = { command: javaCommand, jars: await provideKafkaJars(release, source, onProgress) };
    if (found !== undefined) {
      const state = { ...found, java, heapMegabytes: request.heapMegabytes ?? found.heapMegabytes };
      return await bringUp(directory, state, onProgress, request.interruption);
    }
    const state = await makeCluster(directory, launchId, shape, request, java);
    try {
      return await bringUp(directory, state, onProgress, request.interruption);
    } catch (error) {
      // A cluster that never worked is not worth keeping: the next start makes a new one. Its logs stay until then.
      await rm(directory.state);
      throw error;
    }
  });
}

/** Refuses what a cluster cannot become once it has data. */
function checkIsAskedFor(
  directory: ClusterDirectory,
  found: LocalState,
  asked: LocalClusterShape,
  firstPort: number | undefined,
): void {
  const listensOn = found.nodes.find(isBroker)?.clientPort;
  const isSamePort = firstPort === undefined || firstPort === listensOn;
  if (isSamePort && isSameShape(found.shape, asked)) return;
  const there = isSamePort ? describeShape(found.shape) : `a cluster on port ${listensOn ?? 0}`;
  const wanted = isSamePort ? describeShape(asked) : `port ${firstPort}`;
  throw new OperationError(
    'LocalClusterBusy',
    `${directory.path} holds ${there} and ${wanted} was asked for; remove the one there with local down --purge, or give another --directory`,
  );
}

async function makeCluster(
  directory: ClusterDirectory,
  launchId: string,
  shape: LocalClusterShape,
  request: StartRequest,
  java: JavaSetup,
): Promise<LocalState> {
  const clientPorts =
    request.firstPort === undefined ? undefined : { firstPort: request.firstPort, count: shape.brokerCount };
  const ports = await chooseFreePorts(countPorts(shape), clientPorts);
  // What is here without a state was left by a launcher that was killed before it had finished preparing. A tool it
  // had started may still be writing.
  for (const process of await findProcesses(launchId)) await endProcess(process, launchId, 'SIGKILL');
  await emptyDirectory(directory);
  const state: LocalState = {
    formatVersion: 1,
    launchId,
    clusterId: newKafkaId(),
    shape,
    heapMegabytes: request.heapMegabytes ?? 256,
    java,
    nodes: planNodes(shape, ports),
    processes: [],
  };
  const credentials = makeCredentials(request.users ?? []);
  await prepareCluster(directory, state, credentials, request.extraBrokerProperties ?? {});
  await writeCredentials(directory, state, credentials);
  await writeState(directory, state);
  return state;
}

async function bringUp(
  directory: ClusterDirectory,
  state: LocalState,
  onProgress: (message: string) => void,
  interruption: AbortSignal | undefined,
): Promise<LocalCluster> {
  const before = await findRunningNodes(state);
  const missingCount = state.nodes.length - before.length;
  if (missingCount > 0) onProgress(`starting ${describeShape(state.shape)}`);
  let started = state;
  try {
    interruption?.throwIfAborted();
    started = await startMissingNodes(directory, state);
    const cluster = openLocalCluster({
      directory,
      state: started,
      credentials: await readCredentials(directory),
      caCertificate: await readCaCertificate(directory),
    });
    const checkNodes = async (): Promise<void> => {
      interruption?.throwIfAborted();
      await checkNodesAlive(directory, started);
    };
    const brokerIds = cluster.brokers.map(broker => broker.brokerId);
    onProgress('waiting until a record comes back through a consumer group');
    await awaitReadiness(cluster.connectionFor(), brokerIds, { checkNodes, deadlineMs: Date.now() + startTimeoutMs });
    return cluster;
  } catch (error) {
    // What ran before still does its work: only what was started in vain goes, and status tells again
    // what it told before.
    await stopNodes(directory, started, before);
    await writeState(directory, state);
    throw error;
  }
}
