import type { TlsOptions } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { openSocket } from '../../../../../src/adapters/kafka/connection/open-socket.ts';
import type { HostPort, TlsSettings } from '../../../../../src/domain/kafka/connection.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import { fakeServer } from './fake-broker.ts';
import { certificate, keyPem } from './test-certificates.ts';

const authority = certificate({ name: 'test authority' });
const trusting: TlsSettings = { trustedCertificates: [authority], verifiesHostName: true };

function showing(name: string, request: Partial<Parameters<typeof certificate>[0]> = {}): TlsOptions {
  const cert = certificate({ name, issuer: 'test authority', hosts: ['127.0.0.1', 'localhost'], ...request });
  return { key: keyPem, cert };
}

function open(target: HostPort, tls: TlsSettings | undefined, timeoutMs = 5_000) {
  return openSocket({ target, tls, timeoutMs, nowMs: Date.now, onBytes: () => undefined });
}

describe('openSocket over TLS', () => {
  test('accepts a trusted certificate for the host, by address and by name', async () => {
    await using server = await fakeServer(() => undefined, showing('broker'));
    for (const host of ['127.0.0.1', 'localhost']) {
      const socket = await open({ ...server.target, host }, trusting);
      expect(socket.writable).toBe(true);
      socket.destroy();
    }
  });

  test('sends the name of the host, and none for an address', async () => {
    const names: (string | undefined)[] = [];
    const chooses: TlsOptions = {
      ...showing('broker'),
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    };
    await using server = await fakeServer(() => undefined, chooses);
    for (const host of ['127.0.0.1', 'localhost']) (await open({ ...server.target, host }, trusting)).destroy();
    expect(names).toEqual(['localhost']);
  });

  test.each([
    ['an expired certificate', showing('old broker', { validToDays: -1 }), /of "old broker" that expired on 20\d\d-/],
    ['a certificate of tomorrow', showing('new broker', { validFromDays: 1 }), /is not valid before 20\d\d-.*clock/],
    [
      'a certificate of other hosts',
      showing('broker', { hosts: ['b1.example', '10.0.0.1'] }),
      /is not for host "127\.0\.0\.1" but for b1\.example, 10\.0\.0\.1;/,
    ],
    ['a certificate without hosts', showing('broker', { hosts: [] }), /but for no host at all/],
    [
      'a certificate of an unknown authority',
      showing('broker', { issuer: 'another authority' }),
      /of "broker" that is not signed by a trusted authority .*ssl\.truststore/,
    ],
    [
      'a certificate signed by itself',
      { key: keyPem, cert: certificate({ name: 'lonely' }) },
      /of "lonely" that is not/,
    ],
  ])('refuses %s before it sends anything', async (_, shown, message) => {
    let received = 0;
    await using server = await fakeServer(socket => {
      socket.on('data', chunk => (received += chunk.length));
    }, shown);
    await expect(open(server.target, trusting)).rejects.toMatchObject({
      name: 'CertificateRejected',
      retryable: false,
      message: expect.stringMatching(message) as string,
    });
    expect(received).toBe(0);
    await expect.poll(server.openConnectionCount).toBe(0);
  });

  test('accepts another host name where the user switched the check off, but no unknown authority', async () => {
    const lax: TlsSettings = { ...trusting, verifiesHostName: false };
    await using elsewhere = await fakeServer(() => undefined, showing('broker', { hosts: ['b1.example'] }));
    (await open(elsewhere.target, lax)).destroy();
    await using unknown = await fakeServer(() => undefined, showing('broker', { issuer: 'another authority' }));
    await expect(open(unknown.target, lax)).rejects.toMatchObject({ name: 'CertificateRejected' });
  });

  test('refuses a key that does not belong to anything, without showing it', async () => {
    const clientIdentity = { certificateChain: authority, privateKey: new Secret('no key at all') };
    const opening = open({ host: '127.0.0.1', port: 1 }, { ...trusting, clientIdentity });
    await expect(opening).rejects.toMatchObject({
      name: 'ConfigurationInvalid',
      message: expect.not.stringContaining('no key at all') as string,
    });
  });

  test('fails with TlsMismatch when a web server answers', async () => {
    await using server = await fakeServer(socket => {
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    await expect(open(server.target, trusting)).rejects.toMatchObject({ name: 'TlsMismatch' });
  });

  test('fails with RequestTimedOut when the handshake is never answered', async () => {
    await using server = await fakeServer(() => undefined);
    await expect(open(server.target, trusting, 50)).rejects.toMatchObject({
      name: 'RequestTimedOut',
      retryable: true,
      message: expect.stringContaining('TLS handshake within 50 ms') as string,
    });
    await expect.poll(server.openConnectionCount).toBe(0);
  });
});

describe('openSocket', () => {
  test('fails with BrokerUnreachable where nothing listens', async () => {
    const server = await fakeServer(() => undefined);
    await server[Symbol.asyncDispose]();
    await expect(open(server.target, undefined)).rejects.toMatchObject({ name: 'BrokerUnreachable', retryable: true });
  });
});
