import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metadata } from '../../../../../src/adapters/kafka/protocol/generated/metadata.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import { type OwnCluster, startOwnCluster } from '../../../broker-fixture.ts';
import { openTo } from './open-to.ts';

describe('openConnection to a broker in plain text', () => {
  let own: OwnCluster;

  beforeAll(async () => {
    own = await startOwnCluster({ brokers: 1, security: 'plaintext' });
  });
  afterAll(() => own.remove());

  test('connects, and loses the connection with the broker', async () => {
    const connection = await openTo(own.cluster.connectionFor());
    expect((await connection.request(metadata, { topics: null })).brokers).toHaveLength(1);
    connection.close();
    await expect(connection.request(metadata, { topics: null })).rejects.toMatchObject({ name: 'ConnectionLost' });
  });

  test('fails with TlsMismatch over TLS', async () => {
    const overTls = { ...own.cluster.connectionFor(), tls: { verifiesHostName: true } };
    await expect(openTo(overTls)).rejects.toMatchObject({
      name: 'TlsMismatch',
      message: expect.stringContaining('does not speak TLS on this port') as string,
    });
  });

  test('says that nobody asks for a login', async () => {
    const sasl = { mechanism: 'SCRAM-SHA-512', username: 'admin', password: new Secret('any') } as const;
    await expect(openTo({ ...own.cluster.connectionFor(), sasl })).rejects.toMatchObject({
      name: 'AuthenticationFailed',
      message: expect.stringContaining('asks for no login on this port') as string,
    });
  });
});
