import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { OperationError } from '../../domain/errors.ts';
import type { LocalNode } from '../../domain/local/local-node.ts';
import type { LocalState, NodeProcess } from '../../domain/local/local-state.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { nodeFiles } from './cluster-directory.ts';
import { processTag, readProcess } from './process-table.ts';

// Short-lived clusters gain more from a quick start than from the last optimisation.
export const quickStartFlags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];

/** As Kafka's own start script sets them. */
const lastingFlags = ['-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', '-Djava.awt.headless=true'];

/** Who gives a broker this much memory wants it to work, not just to start. */
const lastingHeapMegabytes = 1_024;

const mainClasses = {
  broker: 'kafka.Kafka',
  zookeeper: 'org.apache.zookeeper.server.quorum.QuorumPeerMain',
} as const;

/** Starts one node. It outlives this process, and writes its log to a file of its own. */
export async function startNode(directory: ClusterDirectory, state: LocalState, node: LocalNode): Promise<NodeProcess> {
  const files = nodeFiles(directory, node.name);
  const heapMegabytes = node.kind === 'broker' ? state.heapMegabytes : 128;
  const log = openSync(files.log, 'a', 0o600);
  const child = spawn(
    state.java.command,
    [
      `-Xmx${heapMegabytes}m`,
      ...(heapMegabytes >= lastingHeapMegabytes ? [`-Xms${heapMegabytes}m`, ...lastingFlags] : quickStartFlags),
      processTag(state.launchId, node.name),
      ...loggingFlags(directory),
      '-cp',
      join(state.java.jars, '*'),
      mainClasses[node.kind],
      files.properties,
    ],
    { cwd: files.path, detached: true, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  child.unref();
  const failure = await new Promise<Error | undefined>(resolve => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', resolve);
  });
  const running = child.pid === undefined ? undefined : await readProcess(child.pid);
  if (failure !== undefined || running === undefined) {
    throw new OperationError(
      'LocalClusterFailed',
      `${node.name} did not start: ${failure?.message ?? 'it ended at once'}`,
    );
  }
  return { nodeName: node.name, pid: running.pid, startMark: running.startMark };
}

/** Kafka 4 logs by log4j 2, those before by log4j 1; each ignores the other's flag. */
export function loggingFlags(directory: ClusterDirectory): readonly string[] {
  return [
    `-Dlog4j2.configurationFile=${join(directory.path, 'log4j2.properties')}`,
    `-Dlog4j.configuration=file:${join(directory.path, 'log4j.properties')}`,
  ];
}
