import type { CertifiedNode } from '../../src/domain/certificates/certified-node.ts';

export interface NodeCertificatesEnvironment {
  readonly CLUSTER_NAME: string;
  /** The secret that holds the authority, which no other function and no node reads. */
  readonly AUTHORITY_SECRET_ID: string;
}

/** What the schedule sends; also the properties of the custom resource. */
export interface NodeCertificatesRequest {
  readonly nodes: readonly CertifiedNode[];
}

/** What others read of the custom resource. */
export interface NodeCertificatesAttributes {
  /** PEM, public: what clients have to trust. */
  readonly AuthorityCertificate: string;
}

/** A key takes a second at most; sixty nodes, and time to tell CloudFormation of a failure. */
export const nodeCertificatesTimeoutSeconds = 300;
