import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { writeCertificates } from '../../../../src/adapters/local/certificates.ts';
import { layOut } from '../../../../src/adapters/local/cluster-directory.ts';
import { scratchDirectory } from './scratch-directory.ts';

test('makes an identity for this machine, signed by an authority of its own, in files nobody else can read', async () => {
  const directory = layOut(await scratchDirectory());
  await writeCertificates(directory, new Date('2026-01-01T00:00:00Z'));
  const authority = new X509Certificate(await readFile(directory.caCertificate));
  const pem = await readFile(directory.brokerIdentity, 'utf8');
  const broker = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')));
  expect(authority.ca).toBe(true);
  expect(authority.verify(authority.publicKey)).toBe(true);
  expect(broker.ca).toBe(false);
  expect(broker.verify(authority.publicKey)).toBe(true);
  expect(broker.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(broker.checkHost('localhost')).toBe('localhost');
  expect(broker.checkHost('example.org')).toBeUndefined();
  expect(broker.validFromDate.toISOString()).toBe('2025-12-31T23:00:00.000Z');
  expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  expect((await stat(directory.brokerIdentity)).mode & 0o777).toBe(0o600);
});
