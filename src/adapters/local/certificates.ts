import { authorityExtensions, makeKeys, nodeExtensions, signCertificate } from '../certificates/sign-certificate.ts';
import type { ClusterDirectory } from './cluster-directory.ts';
import { writeOwn } from './cluster-directory.ts';

const validityDays = 3_650;

/** Makes an authority of the cluster's own and one identity for all brokers; the authority's key is then forgotten. */
export async function writeCertificates(directory: ClusterDirectory, now: Date): Promise<void> {
  const [authority, broker] = await Promise.all([makeKeys(), makeKeys()]);
  const shared = {
    issuerName: 'kafka-steward local authority',
    issuerKeyPem: authority.privateKeyPem,
    // A clock some minutes behind must not make the certificate one of the future.
    startMs: now.getTime() - 3_600_000,
    endMs: now.getTime() + validityDays * 86_400_000,
  };
  const caCertificate = signCertificate({
    ...shared,
    name: shared.issuerName,
    publicKeyPem: authority.publicKeyPem,
    extensions: authorityExtensions,
  });
  const brokerCertificate = signCertificate({
    ...shared,
    name: 'kafka-steward local broker',
    publicKeyPem: broker.publicKeyPem,
    extensions: nodeExtensions([
      { type: 7, ip: '127.0.0.1' },
      { type: 2, value: 'localhost' },
    ]),
  });
  await writeOwn(directory.caCertificate, caCertificate);
  await writeOwn(directory.brokerIdentity, broker.privateKeyPem + brokerCertificate);
}
