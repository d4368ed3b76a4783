import { jaasConfigOf } from '../kafka/jaas-config.ts';
import type { LocalSecurity } from './cluster-shape.ts';
import type { Properties } from './node-properties.ts';

/** How one user reaches the cluster. */
export interface ClientProfile {
  readonly bootstrapServers: string;
  readonly security: LocalSecurity;
  readonly username: string;
  readonly password: string;
  readonly caPath: string;
}

/** The profile as Java tools, and this product, read it. */
export function javaClientProperties(profile: ClientProfile): Properties {
  const bootstrap = { 'bootstrap.servers': profile.bootstrapServers };
  if (profile.security === 'plaintext') return { ...bootstrap, 'security.protocol': 'PLAINTEXT' };
  return {
    ...bootstrap,
    'security.protocol': 'SASL_SSL',
    'sasl.mechanism': 'SCRAM-SHA-512',
    'sasl.jaas.config': jaasConfigOf(profile.username, profile.password),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': profile.caPath,
  };
}

/** The profile as kcat and everything else on librdkafka reads it (`kcat -F`). */
export function librdkafkaProperties(profile: ClientProfile): Properties {
  const bootstrap = { 'bootstrap.servers': profile.bootstrapServers };
  if (profile.security === 'plaintext') return bootstrap;
  return {
    ...bootstrap,
    'security.protocol': 'sasl_ssl',
    'sasl.mechanisms': 'SCRAM-SHA-512',
    'sasl.username': profile.username,
    'sasl.password': profile.password,
    'ssl.ca.location': profile.caPath,
  };
}

/** librdkafka takes every character as it is. */
export function renderLibrdkafkaProperties(properties: Properties): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${String(value)}\n`)
    .join('');
}
