import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

const dayMs = 86_400_000;

/** One key for every certificate of a test file: making keys is what takes time. */
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export const keyPem = privateKey;

export interface CertificateRequest {
  readonly name: string;
  /** Absent: signed by itself, as an authority. */
  readonly issuer?: string;
  readonly hosts?: readonly string[];
  readonly validFromDays?: number;
  readonly validToDays?: number;
}

/** A PEM certificate; days count from now. */
export function certificate(request: CertificateRequest): string {
  const { name, issuer = name, hosts = [], validFromDays = -2, validToDays = 30 } = request;
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(publicKey);
  made.serialNumber = `01${Buffer.from(name).toString('hex').slice(0, 16)}`;
  made.validity.notBefore = new Date(Date.now() + validFromDays * dayMs);
  made.validity.notAfter = new Date(Date.now() + validToDays * dayMs);
  made.setSubject([{ name: 'commonName', value: name }]);
  made.setIssuer([{ name: 'commonName', value: issuer }]);
  made.setExtensions([
    { name: 'basicConstraints', cA: issuer === name },
    ...(hosts.length === 0 ? [] : [{ name: 'subjectAltName', altNames: hosts.map(altName) }]),
  ]);
  made.sign(forge.pki.privateKeyFromPem(privateKey), forge.md.sha256.create());
  return forge.pki.certificateToPem(made);
}

function altName(host: string): object {
  return /^[\d.]+$/.test(host) ? { type: 7, ip: host } : { type: 2, value: host };
}
