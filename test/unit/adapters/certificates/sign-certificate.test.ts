import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import forge from 'node-forge';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Keys, makeKeys, serialNumberOf } from '../../../../src/adapters/certificates/sign-certificate.ts';

let keys: Keys;
beforeAll(async () => {
  keys = await makeKeys(1_024);
});

/** As a TLS library reads it, strictly. */
const readSerial = (serialNumber: string): string => {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicKeyPem);
  certificate.serialNumber = serialNumber;
  certificate.validity.notAfter = new Date(certificate.validity.notBefore.getTime() + 86_400_000);
  certificate.sign(forge.pki.privateKeyFromPem(keys.privateKeyPem), forge.md.sha256.create());
  return new X509Certificate(forge.pki.certificateToPem(certificate)).serialNumber.toLowerCase();
};

describe('the serial number of a certificate', () => {
  it('is read as it was written, whichever bytes chance gives', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(bytes, random => {
        const serialNumber = serialNumberOf(random);
        expect(readSerial(serialNumber)).toBe(serialNumber);
      }),
      {
        examples: [[new Uint8Array(16)], [new Uint8Array(16).fill(0xff)], [new Uint8Array(16).fill(1, 2)]],
      },
    );
  });

  it('would not be read with zeros in front', () => {
    expect(() => readSerial(`0000${'01'.repeat(14)}`)).toThrow();
  });
});
