import { describe, expect, test } from 'vitest';
import { metadata } from '../../../../../src/adapters/kafka/protocol/generated/metadata.ts';
import type { KafkaConnection, PasswordMechanism } from '../../../../../src/domain/kafka/connection.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import { sharedCluster } from '../../../broker-fixture.ts';
import { openTo } from './open-to.ts';

const wrongPassword = 'a-wrong-password';

async function secured(change: Partial<KafkaConnection> = {}): Promise<KafkaConnection> {
  return { ...(await sharedCluster()).connectionFor(), ...change };
}

async function logInAs(username: string, mechanism: PasswordMechanism = 'SCRAM-SHA-512') {
  return await openTo(await secured({ sasl: { mechanism, username, password: new Secret(wrongPassword) } }));
}

describe('openConnection to brokers with TLS and SCRAM', () => {
  test('logs in and learns what the broker offers', async () => {
    const connection = await openTo(await secured());
    expect(connection.offer.finalizedFeatures.map(feature => feature.name)).toContain('group.version');
    expect(connection.versionOf(metadata)).toBe(metadata.maxVersion);
    const answer = await connection.request(metadata, { topics: null });
    expect(answer.brokers.map(broker => broker.nodeId).sort()).toEqual([1, 2, 3]);
    connection.close();
  });

  test('answers 200 requests under way in the order they were sent', async () => {
    const connection = await openTo(await secured());
    const names = Array.from({ length: 200 }, (_, i) => `no-such-topic-${i}`);
    const answered: (string | null | undefined)[] = [];
    await Promise.all(
      names.map(async name => {
        const answer = await connection.request(metadata, { topics: [{ name }] });
        answered.push(answer.topics[0]?.name);
      }),
    );
    expect(answered).toEqual(names);
    connection.close();
  });

  test.each([
    ['a wrong password', 'admin'],
    ['an unknown user', 'nobody, who = unknown'],
  ])('refuses %s in one line without the password', async (_, username) => {
    const error = await logInAs(username).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'AuthenticationFailed', retryable: false });
    const { message } = error as Error;
    expect(message).toMatch(
      new RegExp(`^broker 127\\.0\\.0\\.1:\\d+ refused the login of user "${username}" by SCRAM-SHA-512`),
    );
    expect(message).not.toContain(wrongPassword);
    expect(message).not.toContain('\n');
  });

  test('refuses a mechanism the broker does not offer, and says what it offers', async () => {
    await expect(logInAs('admin', 'SCRAM-SHA-256')).rejects.toMatchObject({
      name: 'AuthenticationFailed',
      message: expect.stringContaining('does not offer SCRAM-SHA-256; it offers SCRAM-SHA-512') as string,
    });
  });

  test('says that a login is missing', async () => {
    const connection = await openTo(await secured({ sasl: undefined }));
    await expect(connection.request(metadata, { topics: null })).rejects.toMatchObject({
      name: 'AuthenticationFailed',
      message: expect.stringContaining('was sent none; set sasl.mechanism (it offers SCRAM-SHA-512)') as string,
    });
  });

  test('fails with TlsMismatch in plain text', async () => {
    await expect(openTo(await secured({ tls: undefined }))).rejects.toMatchObject({ name: 'TlsMismatch' });
  });

  test('refuses an authority it was not told to trust', async () => {
    await expect(openTo(await secured({ tls: { verifiesHostName: true } }))).rejects.toMatchObject({
      name: 'CertificateRejected',
      message: expect.stringContaining('not signed by a trusted authority') as string,
    });
  });

  test('fails with HostUnknown for a name that does not exist', async () => {
    const bootstrapServers = [{ host: 'kafka.invalid', port: 9092 }];
    await expect(openTo(await secured({ bootstrapServers }))).rejects.toMatchObject({ name: 'HostUnknown' });
  });

  test('fails with BrokerUnreachable on a closed port', async () => {
    const bootstrapServers = [{ host: '127.0.0.1', port: 1 }];
    await expect(openTo(await secured({ bootstrapServers }))).rejects.toMatchObject({ name: 'BrokerUnreachable' });
  });
});
