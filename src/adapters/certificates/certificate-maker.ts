import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Identity } from '../../domain/certificates/identity.ts';
import type { CertificateFacts } from '../../domain/certificates/judge-certificate.ts';
import { Secret } from '../../domain/secret.ts';
import type { CertificateMaker } from '../../ports/certificate-maker.ts';
import { authorityExtensions, makeKeys, nodeExtensions, signCertificate } from './sign-certificate.ts';

const dnsName = 2;

export const certificateMaker: CertificateMaker = {
  async makeAuthority(name, validity) {
    const { privateKeyPem, publicKeyPem } = await makeKeys(3_072);
    const certificate = signCertificate({
      publicKeyPem,
      name,
      issuerName: name,
      issuerKeyPem: privateKeyPem,
      ...validity,
      extensions: authorityExtensions,
    });
    return { certificate, privateKey: new Secret(privateKeyPem) };
  },

  async makeNode(host, authority, validity) {
    const { privateKeyPem, publicKeyPem } = await makeKeys();
    const certificate = signCertificate({
      publicKeyPem,
      name: host,
      issuerName: commonNameOf(new X509Certificate(authority.certificate)),
      issuerKeyPem: authority.privateKey.reveal(),
      ...validity,
      extensions: nodeExtensions([{ type: dnsName, value: host }]),
    });
    return { certificate, privateKey: new Secret(privateKeyPem) };
  },

  inspect(identity, authorityCertificate) {
    try {
      return factsOf(identity, new X509Certificate(authorityCertificate));
    } catch {
      return undefined;
    }
  },
};

function factsOf({ certificate, privateKey }: Identity, authority: X509Certificate): CertificateFacts {
  const own = new X509Certificate(certificate);
  return {
    commonName: commonNameOf(own),
    hosts: (own.subjectAltName ?? '').split(', ').map(name => name.replace(/^DNS:/, '')),
    endMs: own.validToDate.getTime(),
    hasItsKey: own.checkPrivateKey(createPrivateKey(privateKey.reveal())),
    isOfAuthority: own.checkIssued(authority) && own.verify(authority.publicKey),
  };
}

const commonNameOf = ({ subject }: X509Certificate): string => /^CN=(.*)$/m.exec(subject)?.[1] ?? '';
