import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { adminUser } from '../../domain/local/broker-listeners.ts';
import {
  javaClientProperties,
  librdkafkaProperties,
  renderLibrdkafkaProperties,
} from '../../domain/local/client-properties.ts';
import { bootstrapServersOf } from '../../domain/local/local-node.ts';
import type { LocalState } from '../../domain/local/local-state.ts';
import { renderProperties } from '../../domain/local/node-properties.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { writeOwn } from './cluster-directory.ts';

/** The passwords of one cluster, made for it and kept in one file only its owner can read. */
export interface Credentials {
  readonly adminPassword: string;
  readonly internalPassword: string;
  /** Passwords of further users by name. None of them has a right yet. */
  readonly users: Readonly<Record<string, string>>;
}

export function makeCredentials(userNames: readonly string[]): Credentials {
  return {
    adminPassword: newPassword(),
    internalPassword: newPassword(),
    users: Object.fromEntries(userNames.map(name => [name, newPassword()])),
  };
}

// Letters and digits only: the password is written into JAAS lines, properties and tool arguments as it is.
function newPassword(): string {
  return randomBytes(18).toString('hex');
}

export async function readCredentials(directory: ClusterDirectory): Promise<Credentials> {
  return JSON.parse(await readFile(directory.credentials, 'utf8')) as Credentials;
}

/** Writes the passwords, and the profiles that clients of either family log in with. */
export async function writeCredentials(
  directory: ClusterDirectory,
  state: LocalState,
  credentials: Credentials,
): Promise<void> {
  const profile = {
    bootstrapServers: bootstrapServersOf(state.nodes),
    security: state.shape.security,
    username: adminUser,
    password: credentials.adminPassword,
    caPath: directory.caCertificate,
  };
  await writeOwn(directory.credentials, `${JSON.stringify(credentials)}\n`);
  await writeOwn(directory.clientProperties, renderProperties(javaClientProperties(profile)));
  await writeOwn(directory.librdkafkaProperties, renderLibrdkafkaProperties(librdkafkaProperties(profile)));
}
