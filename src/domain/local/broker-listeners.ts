import type { LocalClusterShape } from './cluster-shape.ts';
import type { BrokerNode } from './local-node.ts';

/**
 * Where a broker listens, each listener for one kind of caller. Secured, all of them speak SASL_SSL: clients log in by
 * SCRAM, brokers and controllers by PLAIN, because SCRAM users live in the very metadata the controllers have yet to
 * agree on.
 */
export function brokerListeners(shape: LocalClusterShape, node: BrokerNode): Readonly<Record<string, string>> {
  const protocol = shape.security === 'scram' ? 'SASL_SSL' : 'PLAINTEXT';
  const ports = { CLIENT: node.clientPort, INTERNAL: node.internalPort, CONTROLLER: node.controllerPort };
  const used = Object.entries(ports).filter(([, port]) => port !== undefined);
  const urls = used.map(([name, port]) => `${name}://127.0.0.1:${String(port)}`);
  return {
    listeners: urls.join(','),
    // 3.9 refuses to advertise a controller listener; a controller is found by the list of voters.
    'advertised.listeners': urls.filter(url => !url.startsWith('CONTROLLER')).join(','),
    'listener.security.protocol.map': used.map(([name]) => `${name}:${protocol}`).join(','),
    'inter.broker.listener.name': node.internalPort === undefined ? 'CLIENT' : 'INTERNAL',
    ...(node.controllerPort === undefined ? {} : { 'controller.listener.names': 'CONTROLLER' }),
  };
}

/** What a secured broker adds. The result holds passwords: it goes into a file only its owner can read. */
export function brokerSecurity(files: BrokerSecurityFiles, internalPassword: string): Readonly<Record<string, string>> {
  const plainLogin =
    'org.apache.kafka.common.security.plain.PlainLoginModule required ' +
    `username="${internalUser}" password="${internalPassword}" user_${internalUser}="${internalPassword}";`;
  return {
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.client.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.client.scram-sha-512.sasl.jaas.config':
      'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    'listener.name.internal.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.internal.plain.sasl.jaas.config': plainLogin,
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'listener.name.controller.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.controller.plain.sasl.jaas.config': plainLogin,
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': files.keyAndCertificatePath,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': files.caPath,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': `User:${adminUser};User:${internalUser}`,
    'allow.everyone.if.no.acl.found': 'false',
  };
}

export interface BrokerSecurityFiles {
  readonly caPath: string;
  readonly keyAndCertificatePath: string;
}

/** The user for people and tools, with all rights. */
export const adminUser = 'admin';
/** The user brokers and controllers are to each other. Clients cannot log in as it: their listener has SCRAM only. */
const internalUser = 'kafka-node';
