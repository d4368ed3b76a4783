import { readFile } from 'node:fs/promises';
import { OperationError } from '../../domain/errors.ts';
import type { KafkaConnection } from '../../domain/kafka/connection.ts';
import { adminUser } from '../../domain/local/broker-listeners.ts';
import type { BrokerNode } from '../../domain/local/local-node.ts';
import { bootstrapServersOf, isBroker } from '../../domain/local/local-node.ts';
import type { LocalState } from '../../domain/local/local-state.ts';
import { withProcess } from '../../domain/local/local-state.ts';
import { Secret } from '../../domain/secret.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { readState, writeState } from './cluster-directory.ts';
import { awaitMetadata } from './cluster-readiness.ts';
import { checkNodesAlive, findRunningNodes, startMissingNodes, stopNodes } from './cluster-session.ts';
import type { Credentials } from './credentials.ts';
import { withDirectoryLock } from './directory-lock.ts';
import { brokerStopMs, endProcess, killAtOnce } from './process-table.ts';

/** A cluster that runs on this machine, in the hands of the program that started it. */
export interface LocalCluster {
  readonly directory: ClusterDirectory;
  readonly clusterId: string;
  /** As clients take them: `127.0.0.1:12345,127.0.0.1:12346`. */
  readonly bootstrapServers: string;
  readonly brokers: readonly BrokerNode[];
  readonly jars: string;
  /** How a user logs in; without a name, the one with all rights. */
  readonly connectionFor: (username?: string) => KafkaConnection;
  /** Stops a broker politely and returns when it is gone. */
  readonly stopBroker: (brokerId: number) => Promise<void>;
  /** Kills a broker without a warning, as a crash would, and returns when it is gone. */
  readonly killBroker: (brokerId: number) => Promise<void>;
  /** Starts a broker that does not run, and returns when it tells the metadata of the cluster with itself in it. */
  readonly startBroker: (brokerId: number) => Promise<void>;
  /** Stops all nodes; the data stays. */
  readonly stop: () => Promise<void>;
  /** Kills all nodes before it returns, for an exit hook. */
  readonly killAtExit: () => void;
}

export interface OpenedCluster {
  readonly directory: ClusterDirectory;
  readonly state: LocalState;
  readonly credentials: Credentials;
  readonly caCertificate: string | undefined;
}

/** The handle on a cluster whose nodes run. */
export function openLocalCluster({ directory, state, credentials, caCertificate }: OpenedCluster): LocalCluster {
  let latest = state;
  let queue = Promise.resolve();
  // One change at a time: each reads the state, acts, and writes it back.
  const change = (work: (current: LocalState) => Promise<LocalState>): Promise<void> => {
    const next = queue.then(() =>
      withDirectoryLock(directory, async () => {
        latest = await work((await readState(directory)) ?? latest);
        await writeState(directory, latest);
      }),
    );
    queue = next.catch(() => undefined);
    return next;
  };
  const brokers = state.nodes.filter(isBroker);
  const nodeOf = (brokerId: number): BrokerNode => {
    const node = brokers.find(broker => broker.brokerId === brokerId);
    if (node === undefined) throw new OperationError('InputInvalid', `broker ${brokerId} is not of this local cluster`);
    return node;
  };
  const end = async (current: LocalState, node: BrokerNode, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const running = (await findRunningNodes(current)).filter(process => process.nodeName === node.name);
    await Promise.all(running.map(process => endProcess(process, current.launchId, signal, brokerStopMs)));
  };
  const connectionFor = (username = adminUser): KafkaConnection =>
    describeConnection(brokers, username, credentials, caCertificate);
  return {
    directory,
    clusterId: state.clusterId,
    bootstrapServers: bootstrapServersOf(state.nodes),
    brokers,
    jars: state.java.jars,
    connectionFor,
    stopBroker: async brokerId => {
      const node = nodeOf(brokerId);
      await change(async current => {
        await end(current, node, 'SIGTERM');
        return withProcess(current, node.name);
      });
    },
    killBroker: async brokerId => {
      const node = nodeOf(brokerId);
      await change(async current => {
        await end(current, node, 'SIGKILL');
        return current;
      });
    },
    startBroker: async brokerId => {
      const node = nodeOf(brokerId);
      await change(async current => {
        const started = await startMissingNodes(directory, current, [node.name]);
        const connection = { ...connectionFor(), bootstrapServers: [{ host: '127.0.0.1', port: node.clientPort }] };
        const checkNodes = () => checkNodesAlive(directory, started, [node.name]);
        await awaitMetadata(connection, [brokerId], { checkNodes, deadlineMs: Date.now() + 60_000 });
        return started;
      });
    },
    stop: () => change(current => stopNodes(directory, current)),
    killAtExit: () => {
      for (const process of latest.processes) killAtOnce(process, latest.launchId);
    },
  };
}

function describeConnection(
  brokers: readonly BrokerNode[],
  username: string,
  credentials: Credentials,
  caCertificate: string | undefined,
): KafkaConnection {
  const bootstrapServers = brokers.map(node => ({ host: '127.0.0.1', port: node.clientPort }));
  if (caCertificate === undefined) return { name: 'local', bootstrapServers };
  const password = username === adminUser ? credentials.adminPassword : credentials.users[username];
  if (password === undefined) {
    throw new OperationError(
      'InputInvalid',
      `user "${username}" is not of this local cluster; ask for it at the start`,
    );
  }
  return {
    name: 'local',
    bootstrapServers,
    tls: { trustedCertificates: [caCertificate], verifiesHostName: true },
    sasl: { mechanism: 'SCRAM-SHA-512', username, password: new Secret(password) },
  };
}

export async function readCaCertificate(directory: ClusterDirectory): Promise<string | undefined> {
  return await readFile(directory.caCertificate, 'utf8').catch(() => undefined);
}
