import { connect as connectTls } from 'node:tls';
import { expect, test } from 'vitest';
import { createRecordClient } from '../../../../src/adapters/local/record-client.ts';
import type { KafkaConnection } from '../../../../src/domain/kafka/connection.ts';
import { Secret } from '../../../../src/domain/secret.ts';
import { sharedCluster } from '../../broker-fixture.ts';

async function listTopics(connection: KafkaConnection): Promise<readonly string[]> {
  const admin = createRecordClient(connection, { retry: { retries: 0 } }).admin();
  try {
    await admin.connect();
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}

test('refuses a client without TLS, one without a login, and one with a wrong password', async () => {
  const { name, bootstrapServers, tls, sasl } = (await sharedCluster()).connectionFor();
  if (sasl === undefined || sasl.mechanism === 'OAUTHBEARER') throw new Error('a password login was expected');
  await expect(listTopics({ name, bootstrapServers })).rejects.toThrow();
  await expect(listTopics({ name, bootstrapServers, ...(tls && { tls }) })).rejects.toThrow();
  const wrong = { ...sasl, password: new Secret('wrong') };
  await expect(listTopics({ name, bootstrapServers, ...(tls && { tls }), sasl: wrong })).rejects.toThrow(
    /credentials/i,
  );
});

test('refuses a client on the listeners of brokers and controllers, whatever login it has', async () => {
  const cluster = await sharedCluster();
  const admin = cluster.connectionFor();
  const ports = cluster.brokers.flatMap(broker => [broker.internalPort!, broker.controllerPort!]);
  expect(ports).toHaveLength(6);
  for (const port of ports) {
    const there = { ...admin, bootstrapServers: [{ host: '127.0.0.1', port }] };
    await expect(listTopics(there)).rejects.toThrow(/SCRAM-SHA-512|mechanism/i);
    await expect(listTopics({ name: 'local', bootstrapServers: there.bootstrapServers })).rejects.toThrow();
  }
});

test('shows a user without rights nothing, and the admin everything', async () => {
  const cluster = await sharedCluster();
  expect(await listTopics(cluster.connectionFor('auditor'))).toEqual([]);
  expect(await listTopics(cluster.connectionFor())).toContain('__consumer_offsets');
});

test('shows a certificate that the clients of this machine can verify', async () => {
  const { bootstrapServers, tls } = (await sharedCluster()).connectionFor();
  const socket = connectTls({ host: 'localhost', port: bootstrapServers[0]!.port, ca: [...tls!.trustedCertificates!] });
  try {
    await new Promise((resolve, reject) => {
      socket.once('secureConnect', () => resolve(undefined));
      socket.once('error', reject);
    });
    expect(socket.authorized).toBe(true);
  } finally {
    socket.destroy();
  }
});
