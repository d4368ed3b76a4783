import { jaasConfigOf } from '../kafka/jaas-config.ts';
import type { ScramMechanism } from '../scram/scram-login.ts';
import type { LocalSecurity } from './cluster-shape.ts';
import type { Properties } from './node-properties.ts';

/** How one user reaches the cluster. */
export interface ClientProfile {
  readonly bootstrapServers: string;
  readonly security: LocalSecurity;
  readonly username: string;
  readonly password: string;
  /** Absent: SCRAM-SHA-512, which local clusters and MSK have. */
  readonly mechanism?: ScramMechanism;
  /** Absent: the certificates that the client's runtime trusts. */
  readonly caPath?: string;
}

const usualMechanism: ScramMechanism = 'SCRAM-SHA-512';

/** The profile as Java tools, and this product, read it. */
export function javaClientProperties(profile: ClientProfile): Properties {
  const bootstrap = { 'bootstrap.servers': profile.bootstrapServers };
  if (profile.security === 'plaintext') return { ...bootstrap, 'security.protocol': 'PLAINTEXT' };
  return {
    ...bootstrap,
    'security.protocol': 'SASL_SSL',
    'sasl.mechanism': profile.mechanism ?? usualMechanism,
    'sasl.jaas.config': jaasConfigOf(profile.username, profile.password),
    ...javaTrust(profile),
  };
}

function javaTrust({ caPath }: ClientProfile): Properties {
  return caPath === undefined ? {} : { 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': caPath };
}

/** The profile as kcat and everything else on librdkafka reads it (`kcat -F`). */
export function librdkafkaProperties(profile: ClientProfile): Properties {
  const bootstrap = { 'bootstrap.servers': profile.bootstrapServers };
  if (profile.security === 'plaintext') return bootstrap;
  return {
    ...bootstrap,
    'security.protocol': 'sasl_ssl',
    'sasl.mechanisms': profile.mechanism ?? usualMechanism,
    'sasl.username': profile.username,
    'sasl.password': profile.password,
    ...librdkafkaTrust(profile),
  };
}

function librdkafkaTrust({ caPath }: ClientProfile): Properties {
  return caPath === undefined ? {} : { 'ssl.ca.location': caPath };
}

/** librdkafka takes every character as it is. */
export function renderLibrdkafkaProperties(properties: Properties): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${String(value)}\n`)
    .join('');
}
