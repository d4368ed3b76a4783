import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { certificateMaker } from '../../../../src/adapters/certificates/certificate-maker.ts';
import type { Identity } from '../../../../src/domain/certificates/identity.ts';
import { Secret } from '../../../../src/domain/secret.ts';

const host = 'node-1.shop.internal';
const validity = { startMs: Date.parse('2026-09-01T00:00:00Z'), endMs: Date.parse('2026-12-01T00:00:00Z') };

describe('the maker of certificates', () => {
  let authority: Identity;
  let other: Identity;
  let node: Identity;
  beforeAll(async () => {
    authority = await certificateMaker.makeAuthority('kafka-steward shop', validity);
    other = await certificateMaker.makeAuthority('kafka-steward shop', validity);
    node = await certificateMaker.makeNode(host, authority, validity);
  });

  it('makes an authority that may sign and signs itself', () => {
    const made = new X509Certificate(authority.certificate);
    expect(made.ca).toBe(true);
    expect(certificateMaker.inspect(authority, authority.certificate)).toMatchObject({
      commonName: 'kafka-steward shop',
      endMs: validity.endMs,
      hasItsKey: true,
      isOfAuthority: true,
    });
  });

  it('makes a node that is server and client under its one name, and may sign nobody', () => {
    const made = new X509Certificate(node.certificate);
    expect(made).toMatchObject({ ca: false, subject: `CN=${host}`, subjectAltName: `DNS:${host}` });
    expect(made.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    expect(node.privateKey.reveal()).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });

  it('sees by which authority a certificate is, even of the same name', () => {
    expect(certificateMaker.inspect(node, authority.certificate)).toEqual({
      commonName: host,
      hosts: [host],
      endMs: validity.endMs,
      hasItsKey: true,
      isOfAuthority: true,
    });
    expect(certificateMaker.inspect(node, other.certificate)).toMatchObject({ isOfAuthority: false });
  });

  it('sees a key that is another one', () => {
    const mixed = { certificate: node.certificate, privateKey: other.privateKey };
    expect(certificateMaker.inspect(mixed, authority.certificate)).toMatchObject({ hasItsKey: false });
  });

  it.each([
    ['no certificate', { certificate: 'none', privateKey: new Secret('none') }],
    ['nothing', { certificate: '', privateKey: new Secret('') }],
  ])('has nothing to say of %s', (_what, identity) => {
    expect(certificateMaker.inspect(identity, authority.certificate)).toBeUndefined();
  });
});
