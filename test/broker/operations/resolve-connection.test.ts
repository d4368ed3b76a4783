import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsConnectionSources } from '../../../src/adapters/aws/aws-connection-sources.ts';
import { openConnection } from '../../../src/adapters/kafka/connection/open-connection.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { profileReader } from '../../../src/adapters/profile/profile-reader.ts';
import { resolveConnection } from '../../../src/operations/resolve-connection.ts';
import { sharedCluster } from '../broker-fixture.ts';

const run = promisify(execFile);

let cluster: LocalCluster;
let directory: string;
beforeAll(async () => {
  cluster = await sharedCluster();
  directory = await mkdtemp(join(tmpdir(), 'resolve-'));
});
afterAll(() => rm(directory, { recursive: true }));

const sources = () => ({ profiles: profileReader(directory), ...awsConnectionSources(Date.now) });
const localProfile = () => cluster.directory.clientProperties;

/** Resolves a client.properties file and logs in with it. */
async function logInWith(path: string): Promise<boolean> {
  const connection = await resolveConnection({ commandConfig: path }, { environment: {} }, sources());
  const opened = await openConnection(connection.bootstrapServers[0]!, connection, {
    clientId: 'resolve-connection-test',
    connectTimeoutMs: 10_000,
    requestTimeoutMs: 10_000,
    nowMs: Date.now,
  });
  try {
    return opened.isOpen;
  } finally {
    opened.close();
  }
}

/** The local profile with some of its lines replaced. */
async function changedProfile(name: string, change: (text: string) => string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, change(await readFile(localProfile(), 'utf8')));
  return path;
}

describe('resolveConnection against brokers', () => {
  test('logs in with the client.properties of the local cluster', async () => {
    expect(await logInWith(localProfile())).toBe(true);
  });

  test('logs in where the trust store is PKCS12, made by the keytool of this machine', async () => {
    const ca = /^ssl\.truststore\.location\s*=\s*(.*)$/m.exec(await readFile(localProfile(), 'utf8'))![1]!;
    const store = join(directory, 'trust.p12');
    await run('keytool', [
      '-importcert',
      '-noprompt',
      '-alias',
      'ca',
      '-file',
      ca,
      '-storetype',
      'PKCS12',
      '-keystore',
      store,
      '-storepass',
      'throw-away',
    ]);
    const path = await changedProfile('pkcs12.properties', text =>
      text
        .replace(/^ssl\.truststore\.type.*$/m, 'ssl.truststore.type=PKCS12\nssl.truststore.password=throw-away')
        .replace(/^ssl\.truststore\.location.*$/m, `ssl.truststore.location=${store}`),
    );
    expect(await logInWith(path)).toBe(true);
  });

  test('fails to log in with a changed password', async () => {
    const path = await changedProfile('wrong.properties', text => text.replace(/password=(\\?")/, 'password=$1x'));
    await expect(logInWith(path)).rejects.toMatchObject({ name: 'AuthenticationFailed' });
  });

  test('fails to trust the brokers without their trust store', async () => {
    const path = await changedProfile('untrusted.properties', text => text.replaceAll(/^ssl\.truststore.*\n/gm, ''));
    await expect(logInWith(path)).rejects.toMatchObject({ name: 'CertificateRejected' });
  });
});
