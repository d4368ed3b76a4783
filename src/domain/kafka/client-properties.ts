import { parseBootstrapServers } from './bootstrap.ts';
import { readClientLogin } from './client-login.ts';
import {
  type ClientSettings,
  type Lookup,
  type SecurityProtocol,
  securityProtocols,
  shown,
} from './client-settings.ts';
import { readClientTls } from './client-tls.ts';
import type { HostPort } from './connection.ts';

export interface ClientPropertiesOutcome {
  readonly settings: ClientSettings;
  /** Each names its key, what was given (never a password) and what is allowed. Empty: the settings can be used. */
  readonly problems: readonly string[];
}

/**
 * Reads the connection out of a Java client's properties. Keys about other things are ignored, as the Java tools do;
 * a key that asks for something this program cannot do is a problem, since going on without it would be a surprise.
 */
export function readClientProperties(properties: ReadonlyMap<string, string>): ClientPropertiesOutcome {
  const problems: string[] = [];
  const read = lookup(properties, problems);
  const protocol = readSecurityProtocol(read, problems);
  const bootstrapServers = readBootstrapServers(read, problems);
  const tls = protocol?.endsWith('SSL') ? readClientTls(read, problems) : undefined;
  const login = protocol?.startsWith('SASL') ? readClientLogin(read, protocol, problems) : undefined;
  return { settings: { bootstrapServers, tls, login }, problems };
}

function lookup(properties: ReadonlyMap<string, string>, problems: string[]): Lookup {
  const hasConfigProviders = properties.has('config.providers');
  const told = new Set<string>();
  return key => {
    const value = properties.get(key)?.trim();
    if (value === undefined || !hasConfigProviders || !/\$\{\w+:[^}]*\}/.test(value)) return value;
    if (!told.has(key))
      problems.push(`${key} refers to a config provider, which is not supported; write the value itself`);
    told.add(key);
    return undefined;
  };
}

const securityKeys = [
  'sasl.mechanism',
  'sasl.jaas.config',
  'ssl.truststore.location',
  'ssl.truststore.certificates',
  'ssl.keystore.location',
  'ssl.keystore.key',
];

function readSecurityProtocol(read: Lookup, problems: string[]): SecurityProtocol | undefined {
  const given = read('security.protocol');
  if (given === undefined) {
    const unused = securityKeys.find(key => read(key));
    // Java would send all in plain text without a word, which nobody who wrote such a key wants.
    if (unused !== undefined) {
      problems.push(
        `security.protocol is not set, so ${unused} would not be used; set it to ${securityProtocols.join(', ')}`,
      );
    }
    return undefined;
  }
  const protocol = securityProtocols.find(known => known === given.toUpperCase());
  if (protocol === undefined) {
    problems.push(`security.protocol is ${shown(given)}; allowed are ${securityProtocols.join(', ')}`);
  }
  return protocol;
}

function readBootstrapServers(read: Lookup, problems: string[]): readonly HostPort[] | undefined {
  const given = read('bootstrap.servers');
  if (given === undefined) return undefined;
  const parsed = parseBootstrapServers(given);
  if (parsed.kind === 'parsed') return parsed.servers;
  problems.push(`bootstrap.servers: ${parsed.problem}`);
  return undefined;
}
