import type { LocalClusterShape } from './cluster-shape.ts';

/** One process of a local cluster. */
export type LocalNode = BrokerNode | ZooKeeperNode;

export interface BrokerNode {
  readonly kind: 'broker';
  readonly name: string;
  readonly brokerId: number;
  readonly rack: string;
  readonly clientPort: number;
  /** Where brokers talk to each other, apart from clients. Only where the cluster is secured. */
  readonly internalPort?: number;
  /** Only in KRaft mode. */
  readonly controllerPort?: number;
}

export interface ZooKeeperNode {
  readonly kind: 'zookeeper';
  readonly name: 'zookeeper';
  readonly clientPort: number;
}

export function isBroker(node: LocalNode): node is BrokerNode {
  return node.kind === 'broker';
}

/** How many ports the nodes of a shape listen on, those for clients first. */
export function countPorts(shape: LocalClusterShape): number {
  const perBroker = 1 + (shape.security === 'scram' ? 1 : 0) + (shape.mode === 'KRaft' ? 1 : 0);
  return shape.brokerCount * perBroker + (shape.mode === 'ZooKeeper' ? 1 : 0);
}

/** The nodes of a shape in the order they start, on the ports given: the first ones go to clients, in broker order. */
export function planNodes(shape: LocalClusterShape, ports: readonly number[]): readonly LocalNode[] {
  const left = [...ports];
  const take = (): number => {
    const port = left.shift();
    if (port === undefined) throw new RangeError(`${ports.length} ports are too few for ${countPorts(shape)}`);
    return port;
  };
  const clientPorts = Array.from({ length: shape.brokerCount }, take);
  const brokers = clientPorts.map(
    (clientPort, index): BrokerNode => ({
      kind: 'broker',
      name: `broker-${index + 1}`,
      brokerId: index + 1,
      rack: `rack-${index + 1}`,
      clientPort,
      ...(shape.security === 'scram' ? { internalPort: take() } : {}),
      ...(shape.mode === 'KRaft' ? { controllerPort: take() } : {}),
    }),
  );
  if (shape.mode === 'KRaft') return brokers;
  return [{ kind: 'zookeeper', name: 'zookeeper', clientPort: take() }, ...brokers];
}

/** The bootstrap servers of the brokers among the nodes, as clients take them. */
export function bootstrapServersOf(nodes: readonly LocalNode[]): string {
  return nodes
    .filter(isBroker)
    .map(node => `127.0.0.1:${node.clientPort}`)
    .join(',');
}
