import type { Identity } from '../domain/certificates/identity.ts';
import type { CertificateFacts, Validity } from '../domain/certificates/judge-certificate.ts';

/** Makes keys and certificates. Two calls never make the same. */
export interface CertificateMaker {
  /** Signs itself, and may sign others. */
  makeAuthority(name: string, validity: Validity): Promise<Identity>;
  /** For a server and for a client: a node is both to the others. Its name is the host. */
  makeNode(host: string, authority: Identity, validity: Validity): Promise<Identity>;
  /** Undefined where it is no certificate. */
  inspect(identity: Identity, authorityCertificate: string): CertificateFacts | undefined;
}
