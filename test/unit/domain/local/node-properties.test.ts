import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokerSecurity } from '../../../../src/domain/local/broker-listeners.ts';
import type { LocalClusterShape } from '../../../../src/domain/local/cluster-shape.ts';
import type { LocalNode } from '../../../../src/domain/local/local-node.ts';
import { bootstrapServersOf, countPorts, isBroker, planNodes } from '../../../../src/domain/local/local-node.ts';
import {
  brokerProperties,
  renderProperties,
  zooKeeperProperties,
} from '../../../../src/domain/local/node-properties.ts';

const shapes: LocalClusterShape[] = [
  { kafkaVersion: '4.3.1', mode: 'KRaft', brokerCount: 1, security: 'plaintext' },
  { kafkaVersion: '4.3.1', mode: 'KRaft', brokerCount: 3, security: 'scram' },
  { kafkaVersion: '3.9.2', mode: 'ZooKeeper', brokerCount: 3, security: 'plaintext' },
  { kafkaVersion: '2.8.2', mode: 'ZooKeeper', brokerCount: 1, security: 'plaintext' },
];

function planOn(shape: LocalClusterShape, firstPort = 20_000): readonly LocalNode[] {
  return planNodes(
    shape,
    Array.from({ length: countPorts(shape) }, (_, index) => firstPort + index),
  );
}

function propertiesOf(shape: LocalClusterShape, brokerId: number) {
  const nodes = planOn(shape);
  const node = nodes.filter(isBroker).find(broker => broker.brokerId === brokerId)!;
  return brokerProperties(shape, node, nodes, '/data');
}

test('gives every listener of every node a port of its own, and clients the first ones', () => {
  fc.assert(
    fc.property(fc.constantFrom(...shapes), fc.integer({ min: 1024, max: 60_000 }), (shape, firstPort) => {
      const nodes = planOn(shape, firstPort);
      const brokers = nodes.filter(isBroker);
      const ports = nodes.flatMap(node =>
        isBroker(node) ? [node.clientPort, node.internalPort, node.controllerPort] : [node.clientPort],
      );
      const used = ports.filter(port => port !== undefined);
      expect(new Set(used).size).toBe(countPorts(shape));
      expect(used).toHaveLength(countPorts(shape));
      expect(brokers.map(broker => broker.clientPort)).toEqual(brokers.map((_, index) => firstPort + index));
      expect(new Set(brokers.map(broker => broker.rack)).size).toBe(shape.brokerCount);
    }),
  );
});

test('refuses to plan with too few ports', () => {
  expect(() => planNodes(shapes[1]!, [1, 2, 3])).toThrow('3 ports are too few for 9');
});

test('names the brokers for clients in order, and not ZooKeeper', () => {
  expect(bootstrapServersOf(planOn(shapes[2]!))).toBe('127.0.0.1:20000,127.0.0.1:20001,127.0.0.1:20002');
});

test('listens on this machine only, and encrypts every listener of a secured broker', () => {
  const secured = propertiesOf(shapes[1]!, 2);
  expect(secured.listeners).toBe('CLIENT://127.0.0.1:20001,INTERNAL://127.0.0.1:20005,CONTROLLER://127.0.0.1:20006');
  expect(secured['advertised.listeners']).toBe('CLIENT://127.0.0.1:20001,INTERNAL://127.0.0.1:20005');
  expect(secured['listener.security.protocol.map']).toBe('CLIENT:SASL_SSL,INTERNAL:SASL_SSL,CONTROLLER:SASL_SSL');
  expect(secured['controller.quorum.voters']).toBe('1@127.0.0.1:20004,2@127.0.0.1:20006,3@127.0.0.1:20008');
  expect(secured['inter.broker.listener.name']).toBe('INTERNAL');
});

test('takes no password login from clients but SCRAM, and nobody without a name as a super user', () => {
  const security = brokerSecurity({ caPath: '/ca.pem', keyAndCertificatePath: '/broker.pem' }, 'hidden');
  expect(security['listener.name.client.sasl.enabled.mechanisms']).toBe('SCRAM-SHA-512');
  expect(security['super.users']).toBe('User:admin;User:kafka-node');
  expect(security['allow.everyone.if.no.acl.found']).toBe('false');
});

test('gives a single broker internal topics it can hold by itself', () => {
  const single = propertiesOf(shapes[0]!, 1);
  expect(single['offsets.topic.replication.factor']).toBe(1);
  expect(single['share.coordinator.state.topic.replication.factor']).toBe(1);
  expect(single['transaction.state.log.min.isr']).toBe(1);
  expect(propertiesOf(shapes[1]!, 1)['min.insync.replicas']).toBe(2);
});

test('knows no KRaft setting in ZooKeeper mode, and nothing of Kafka 4 before it', () => {
  const old = propertiesOf(shapes[3]!, 1);
  expect(old).toMatchObject({ 'broker.id': 1, 'zookeeper.connect': '127.0.0.1:20001', 'broker.rack': 'rack-1' });
  expect(Object.keys(old).filter(key => /^(controller|process|share|group\.consumer)/.test(key))).toEqual([]);
});

test('keeps ZooKeeper off the port its admin server would take, and on this machine', () => {
  const node = { kind: 'zookeeper', name: 'zookeeper', clientPort: 21_000 } as const;
  expect(renderProperties(zooKeeperProperties(node, 'C:\\data'))).toBe(
    [
      'dataDir=C:\\\\data',
      'clientPort=21000',
      'clientPortAddress=127.0.0.1',
      'maxClientCnxns=0',
      'admin.enableServer=false',
      'tickTime=500',
      '',
    ].join('\n'),
  );
});

test('escapes what Java would read as something else in a properties file', () => {
  const rendered = renderProperties({ key: 'a\\b "ü" 密 😀\n!' });
  expect(rendered).toBe('key=a\\\\b "\\u00fc" \\u5bc6 \\ud83d\\ude00\\u000a!\n');
});
