import type { Secret } from '../secret.ts';
import type { HostPort, PasswordMechanism } from './connection.ts';

/** What a client.properties file says about reaching a cluster. The stores it names are not read yet. */
export interface ClientSettings {
  readonly bootstrapServers?: readonly HostPort[];
  /** Absent: plain text. */
  readonly tls?: ClientTls;
  /** Absent: no SASL login. */
  readonly login?: ClientLogin;
}

export interface ClientTls {
  /** Absent: the certificates that Node trusts. */
  readonly trustStore?: TrustStoreSource;
  /** Absent: no client certificate. */
  readonly keyStore?: KeyStoreSource;
  readonly verifiesHostName: boolean;
}

export type TrustStoreSource =
  | { readonly kind: 'file'; readonly location: string; readonly password?: Secret }
  | { readonly kind: 'inline'; readonly certificates: string };

export type KeyStoreSource =
  | { readonly kind: 'file'; readonly location: string; readonly password?: Secret; readonly keyPassword?: Secret }
  | {
      readonly kind: 'inline';
      readonly certificateChain: string;
      readonly privateKey: Secret;
      readonly keyPassword?: Secret;
    };

export type ClientLogin =
  | {
      readonly kind: 'password';
      readonly mechanism: PasswordMechanism;
      readonly username: string;
      readonly password: Secret;
    }
  | MskIamLogin;

/** A login with AWS credentials. Absent fields: the default credential chain, the region of the brokers' host names. */
export interface MskIamLogin {
  readonly kind: 'msk-iam';
  readonly credentialProfile?: string;
  readonly assumedRole?: AssumedRole;
}

export interface AssumedRole {
  readonly arn: string;
  readonly sessionName?: string;
}

export const securityProtocols = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
export type SecurityProtocol = (typeof securityProtocols)[number];

/** The value of a key, trimmed as Kafka does; undefined where it is not set. */
export type Lookup = (key: string) => string | undefined;

/** A value as a message shows it: quoted, on one line, not too long. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}
