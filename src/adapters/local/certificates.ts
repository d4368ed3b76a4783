import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import type { ClusterDirectory } from './cluster-directory.ts';
import { writeOwn } from './cluster-directory.ts';

const validityDays = 3_650;

/** Makes an authority of the cluster's own and one identity for all brokers; the authority's key is then forgotten. */
export async function writeCertificates(directory: ClusterDirectory, now: Date): Promise<void> {
  const [authority, broker] = await Promise.all([makeKeys(), makeKeys()]);
  const authorityName = [{ name: 'commonName', value: 'kafka-steward local authority' }];
  const caCertificate = sign(authority, authorityName, authority, authorityName, now, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  const brokerName = [{ name: 'commonName', value: 'kafka-steward local broker' }];
  const brokerCertificate = sign(broker, brokerName, authority, authorityName, now, [
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
    {
      name: 'subjectAltName',
      altNames: [
        { type: 7, ip: '127.0.0.1' },
        { type: 2, value: 'localhost' },
      ],
    },
  ]);
  await writeOwn(directory.caCertificate, caCertificate);
  await writeOwn(directory.brokerIdentity, broker.privateKeyPem + brokerCertificate);
}

interface Keys {
  readonly privateKeyPem: string;
  readonly publicKeyPem: string;
}

async function makeKeys(): Promise<Keys> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2_048,
    // Kafka reads PEM keys in PKCS 8 only.
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKeyPem: privateKey, publicKeyPem: publicKey };
}

function sign(
  subject: Keys,
  subjectName: forge.pki.CertificateField[],
  issuer: Keys,
  issuerName: forge.pki.CertificateField[],
  now: Date,
  extensions: object[],
): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(subject.publicKeyPem);
  // A leading zero keeps the serial number positive.
  certificate.serialNumber = `00${randomBytes(15).toString('hex')}`;
  // A clock some minutes behind must not make the certificate one of the future.
  certificate.validity.notBefore = new Date(now.getTime() - 3_600_000);
  certificate.validity.notAfter = new Date(now.getTime() + validityDays * 86_400_000);
  certificate.setSubject(subjectName);
  certificate.setIssuer(issuerName);
  certificate.setExtensions(extensions);
  certificate.sign(forge.pki.privateKeyFromPem(issuer.privateKeyPem), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll('\r', '');
}
