import { describe, expect, test } from 'vitest';
import { openConnection } from '../../../../../src/adapters/kafka/connection/open-connection.ts';
import { apiVersions } from '../../../../../src/adapters/kafka/protocol/generated/api-versions.ts';
import { listGroups } from '../../../../../src/adapters/kafka/protocol/generated/list-groups.ts';
import { saslHandshake } from '../../../../../src/adapters/kafka/protocol/generated/sasl-handshake.ts';
import type { HostPort, KafkaConnection } from '../../../../../src/domain/kafka/connection.ts';
import { answering, fakeBroker, fakeServer } from './fake-broker.ts';
import { certificate, keyPem } from './test-certificates.ts';

function open(target: HostPort, login: Pick<KafkaConnection, 'tls'> = {}, connectTimeoutMs = 5_000) {
  const connection = { name: 'test', bootstrapServers: [target], ...login };
  const options = { clientId: 'test', connectTimeoutMs, requestTimeoutMs: 5_000, nowMs: () => 0 };
  return openConnection(target, connection, options);
}

describe('openConnection', () => {
  test('asks what the broker offers and speaks the highest common version', async () => {
    await using broker = await fakeBroker(answering());
    const connection = await open(broker.target);
    expect(connection.offer.finalizedFeatures).toEqual([{ name: 'group.version', level: 1 }]);
    expect(connection.versionOf(listGroups)).toBe(listGroups.maxVersion);
    expect((await connection.request(listGroups, {})).groups[0]?.groupId).toBe('orders');
    connection.close();
    expect(connection.isOpen).toBe(false);
  });

  test('asks an older broker again in version 0', async () => {
    const asked: number[] = [];
    await using broker = await fakeBroker(request => {
      asked.push(request.version);
      if (request.version > 0) request.reply(apiVersions, { errorCode: 35 }, 0);
      else request.reply(apiVersions, { apiKeys: [{ apiKey: listGroups.key, minVersion: 0, maxVersion: 1 }] });
    });
    const connection = await open(broker.target);
    expect(asked).toEqual([3, 0]);
    expect(connection.versionOf(listGroups)).toBe(1);
    await expect(connection.request(saslHandshake, { mechanism: '' })).rejects.toMatchObject({ name: 'BrokerTooOld' });
    connection.close();
  });

  test('refuses a broker that does not say what it offers', async () => {
    await using broker = await fakeBroker(request => request.reply(apiVersions, { errorCode: 35 }, 0));
    await expect(open(broker.target)).rejects.toMatchObject({ name: 'BrokerTooOld', retryable: false });
    await expect.poll(broker.openConnectionCount).toBe(0);
  });

  test('gives the undecoded answer to who asks for it', async () => {
    await using broker = await fakeBroker(answering());
    const connection = await open(broker.target);
    const frame = await connection.requestFrame(listGroups, 0, Buffer.alloc(0));
    expect(frame.bytes.subarray(frame.bodyStart).toString('latin1')).toContain('orders');
    connection.close();
  });

  test('fails with RequestTimedOut when the broker never answers, and closes', async () => {
    await using broker = await fakeBroker(() => undefined);
    await expect(open(broker.target, {}, 50)).rejects.toMatchObject({ name: 'RequestTimedOut', retryable: true });
    await expect.poll(broker.openConnectionCount).toBe(0);
  });

  test('fails with ProtocolViolated when a web server answers', async () => {
    await using server = await fakeServer(socket => {
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    await expect(open(server.target)).rejects.toMatchObject({
      name: 'ProtocolViolated',
      message: expect.stringContaining('web server') as string,
    });
  });

  test('fails with TlsMismatch when a broker with TLS just closes', async () => {
    const shown = { key: keyPem, cert: certificate({ name: 'broker' }) };
    await using server = await fakeServer(() => undefined, shown);
    await expect(open(server.target)).rejects.toMatchObject({ name: 'TlsMismatch' });
  });

  test('fails with TlsMismatch when a broker without TLS closes on the handshake', async () => {
    await using broker = await fakeBroker(answering());
    await expect(open(broker.target, { tls: { verifiesHostName: true } })).rejects.toMatchObject({
      name: 'TlsMismatch',
      message: expect.stringContaining('does not speak TLS') as string,
    });
  });

  test('fails with ConnectionLost, to be tried again, when the broker closes in any language', async () => {
    await using server = await fakeServer(socket => {
      socket.on('data', () => socket.destroy());
    });
    for (const login of [{}, { tls: { verifiesHostName: true } }]) {
      await expect(open(server.target, login)).rejects.toMatchObject({ name: 'ConnectionLost', retryable: true });
    }
  });

  test('says which logins a broker wants that closes on the first request', async () => {
    await using broker = await fakeBroker(
      answering({
        [listGroups.key]: request => request.socket.destroy(),
        [saslHandshake.key]: request => request.reply(saslHandshake, { errorCode: 33, mechanisms: ['SCRAM-SHA-512'] }),
      }),
    );
    const connection = await open(broker.target);
    const results = await Promise.allSettled([connection.request(listGroups, {}), connection.request(listGroups, {})]);
    for (const result of results) {
      expect(result).toMatchObject({
        reason: {
          name: 'AuthenticationFailed',
          message: expect.stringContaining('(it offers SCRAM-SHA-512)') as string,
        },
      });
    }
  });
});
