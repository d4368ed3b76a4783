import type { Secret } from '../secret.ts';

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** Everything needed to reach a cluster and log in, whatever it was read from: flags, client.properties, AWS. */
export interface KafkaConnection {
  /** The cluster as its user calls it: a profile, an ARN, the bootstrap servers. For messages only. */
  readonly name: string;
  readonly bootstrapServers: readonly HostPort[];
  /** Absent: the connection is plain text. */
  readonly tls?: TlsSettings;
  /** Absent: no SASL login. */
  readonly sasl?: SaslSettings;
}

export interface TlsSettings {
  /** PEM certificates to trust. Absent: the certificates that Node trusts. */
  readonly trustedCertificates?: readonly string[];
  /** The client's own certificate chain and key, PEM. Absent: no client certificate. */
  readonly clientIdentity?: ClientIdentity;
  /** False only where the user wrote `ssl.endpoint.identification.algorithm=` with no value, as Kafka allows. */
  readonly verifiesHostName: boolean;
}

export interface ClientIdentity {
  readonly certificateChain: string;
  readonly privateKey: Secret;
  readonly privateKeyPassword?: Secret;
}

export type SaslSettings =
  | { readonly mechanism: PasswordMechanism; readonly username: string; readonly password: Secret }
  | { readonly mechanism: 'OAUTHBEARER'; readonly token: () => Promise<OAuthToken> };

export type PasswordMechanism = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

export interface OAuthToken {
  readonly value: Secret;
  readonly expiresAtMs: number;
}
