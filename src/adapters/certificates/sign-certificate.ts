import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';

export interface Keys {
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
}

export async function makeKeys(modulusLength = 2_048): Promise<Keys> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength,
    // Kafka reads PEM keys in PKCS 8 only.
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKeyPem: privateKey, publicKeyPem: publicKey };
}

export interface CertificateRequest {
  readonly publicKeyPem: string;
  /** The subject is this common name and nothing else. */
  readonly name: string;
  readonly issuerName: string;
  readonly issuerKeyPem: string;
  readonly startMs: number;
  readonly endMs: number;
  /** As node-forge takes them. */
  readonly extensions: readonly object[];
}

/** The certificate as PEM. */
export function signCertificate(request: CertificateRequest): string {
  const { publicKeyPem, name, issuerName, issuerKeyPem, startMs, endMs, extensions } = request;
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKeyPem);
  certificate.serialNumber = serialNumberOf(randomBytes(16));
  certificate.validity.notBefore = new Date(startMs);
  certificate.validity.notAfter = new Date(endMs);
  certificate.setSubject([{ name: 'commonName', value: name }]);
  certificate.setIssuer([{ name: 'commonName', value: issuerName }]);
  certificate.setExtensions([...extensions]);
  certificate.sign(forge.pki.privateKeyFromPem(issuerKeyPem), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll('\r', '');
}

/**
 * Random bytes as a serial number in hex: positive, and as short as DER asks for. A zero in front would be padding, and TLS
 * libraries refuse a certificate for that, though only where the byte after it is small, once in hundreds.
 */
export function serialNumberOf([first = 0, ...rest]: Uint8Array): string {
  return Buffer.from([(first & 0x3f) | 0x40, ...rest]).toString('hex');
}

export const authorityExtensions: readonly object[] = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  { name: 'subjectKeyIdentifier' },
];

/** Of who is a server to some and a client to others. */
export const nodeExtensions = (altNames: readonly object[]): readonly object[] => [
  { name: 'basicConstraints', cA: false },
  { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
  { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
  { name: 'subjectAltName', altNames },
];
