import { brokerListeners } from './broker-listeners.ts';
import type { LocalClusterShape } from './cluster-shape.ts';
import { isKafka4 } from './kafka-release.ts';
import type { BrokerNode, LocalNode, ZooKeeperNode } from './local-node.ts';
import { isBroker } from './local-node.ts';

export type Properties = Readonly<Record<string, string | number | boolean>>;

/** The server.properties of one broker, without its security. */
export function brokerProperties(
  shape: LocalClusterShape,
  node: BrokerNode,
  nodes: readonly LocalNode[],
  dataDirectory: string,
): Properties {
  return {
    'log.dirs': dataDirectory,
    'broker.rack': node.rack,
    ...brokerListeners(shape, node),
    ...(shape.mode === 'KRaft' ? kraftRole(node, nodes) : zooKeeperRole(node, nodes)),
    ...topicDefaults(shape),
    ...smallFootprint,
    ...(shape.mode === 'KRaft' ? quickElections : {}),
    ...(isKafka4(shape.kafkaVersion) ? quickNewGroups : {}),
  };
}

/** The configuration of the one ZooKeeper server: no admin port (it would take 8080) and nothing beyond loopback. */
export function zooKeeperProperties(node: ZooKeeperNode, dataDirectory: string): Properties {
  return {
    dataDir: dataDirectory,
    clientPort: node.clientPort,
    clientPortAddress: '127.0.0.1',
    maxClientCnxns: 0,
    'admin.enableServer': false,
    // Sessions of dead brokers end after two to twenty ticks.
    tickTime: 500,
  };
}

/** Java's .properties format: a backslash escapes the character after it, and Java reads the file as Latin-1. */
export function renderProperties(properties: Properties): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${escaped(String(value))}\n`)
    .join('');
}

function escaped(value: string): string {
  // Unit by unit: Java has no escape for a character beyond the first plane, only for its two halves.
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll(/[^ -~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function kraftRole(node: BrokerNode, nodes: readonly LocalNode[]): Properties {
  const voters = nodes.filter(isBroker).map(other => `${other.brokerId}@127.0.0.1:${other.controllerPort ?? 0}`);
  return {
    'process.roles': 'broker,controller',
    'node.id': node.brokerId,
    'controller.quorum.voters': voters.join(','),
  };
}

function zooKeeperRole(node: BrokerNode, nodes: readonly LocalNode[]): Properties {
  const zooKeeper = nodes.find(other => other.kind === 'zookeeper');
  return {
    'broker.id': node.brokerId,
    'zookeeper.connect': `127.0.0.1:${zooKeeper?.clientPort ?? 0}`,
    'zookeeper.session.timeout.ms': zooKeeperSessionTimeoutMs,
  };
}

/** How long ZooKeeper keeps the registration of a broker that was killed; until then the broker cannot come back. */
export const zooKeeperSessionTimeoutMs = 2_000;

function topicDefaults(shape: LocalClusterShape): Properties {
  const replicas = shape.brokerCount;
  const inSyncReplicas = Math.max(1, replicas - 1);
  return {
    'auto.create.topics.enable': false,
    'default.replication.factor': replicas,
    'min.insync.replicas': inSyncReplicas,
    'offsets.topic.num.partitions': 6,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.num.partitions': 3,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSyncReplicas,
    ...(isKafka4(shape.kafkaVersion)
      ? {
          'share.coordinator.state.topic.num.partitions': 3,
          'share.coordinator.state.topic.replication.factor': replicas,
          'share.coordinator.state.topic.min.isr': inSyncReplicas,
        }
      : {}),
  };
}

// Three brokers share a laptop, or two cores of a build machine.
const smallFootprint: Properties = {
  'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
  'log.cleaner.threads': 1,
  'num.io.threads': 4,
  'num.network.threads': 2,
  'background.threads': 2,
  'group.initial.rebalance.delay.ms': 0,
  'group.min.session.timeout.ms': 1_000,
};

const quickElections: Properties = {
  'broker.session.timeout.ms': 4_000,
  'broker.heartbeat.interval.ms': 500,
  'controller.quorum.election.timeout.ms': 500,
  'controller.quorum.fetch.timeout.ms': 1_500,
};

const quickNewGroups: Properties = {
  'group.consumer.min.session.timeout.ms': 2_000,
  'group.consumer.min.heartbeat.interval.ms': 500,
};
