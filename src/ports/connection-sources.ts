import type { KeyStoreSource, MskIamLogin, TrustStoreSource } from '../domain/kafka/client-settings.ts';
import type { ClientIdentity, OAuthToken } from '../domain/kafka/connection.ts';
import type { MskBootstrapStrings } from '../domain/kafka/msk-bootstrap.ts';
import type { Secret } from '../domain/secret.ts';

/** Reads what a user's files hold about a cluster. Rejects with ConfigurationInvalid, naming the file. */
export interface ProfileReader {
  /** The properties of a client.properties file; undefined where there is no such file. */
  readProperties(path: string): Promise<ReadonlyMap<string, string> | undefined>;
  /** The certificates of a store, each PEM; never none. */
  readTrustStore(source: TrustStoreSource): Promise<readonly string[]>;
  readKeyStore(source: KeyStoreSource): Promise<ClientIdentity>;
}

/** Asks MSK where the brokers of a cluster are. Rejects with AwsRefused or AwsUnavailable. */
export interface MskBootstrapReader {
  readBootstrapStrings(arn: string): Promise<MskBootstrapStrings>;
}

/** Reads a SCRAM user's secret as it is now. Rejects with AwsRefused, AwsUnavailable or ConfigurationInvalid. */
export interface ScramSecretReader {
  readScramSecret(secretArn: string): Promise<{ readonly username: string; readonly password: Secret }>;
}

/** Makes tokens that log in to MSK with AWS credentials. */
export interface MskIamTokens {
  /** Each call of the returned function makes a token, with the credentials of that moment. */
  tokenSource(region: string, login: MskIamLogin): () => Promise<OAuthToken>;
}

/** All that a connection can be made of. */
export interface ConnectionSources {
  readonly profiles: ProfileReader;
  readonly msk: MskBootstrapReader;
  readonly secrets: ScramSecretReader;
  readonly iam: MskIamTokens;
}
