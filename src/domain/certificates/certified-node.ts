/** A node that has a certificate. */
export interface CertifiedNode {
  /** The name that others reach it by, and that its certificate is for. */
  readonly host: string;
  /** Where the node reads its certificate and key. */
  readonly secretId: string;
}
