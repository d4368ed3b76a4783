import type { KnownLabel, LabelledVersion, LabelMove } from '../domain/scram/secret-labels.ts';
import type { Secret } from '../domain/secret.ts';

/**
 * Reads secrets that have versions, as Secrets Manager keeps them: a label such as AWSCURRENT is on one version at most,
 * and a version without labels can still be read by its id for a while. Every call rejects with SecretUnknown where
 * there is no such secret.
 */
export interface SecretVersionReader {
  describe(secretId: string): Promise<SecretDescription>;
  /** All secrets that carry a tag of this key, by name. */
  list(tagKey: string): Promise<readonly SecretDescription[]>;
  /** Undefined where no version is meant, or one that has no value yet: a rotation begins with such a version. */
  read(secretId: string, which: VersionChoice): Promise<SecretVersion | undefined>;
}

export interface SecretDescription {
  /** The ARN in Secrets Manager; the name on this machine. */
  readonly id: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Those with labels. A rotation begins with one that is AWSPENDING and has no value yet. */
  readonly versions: readonly LabelledVersion[];
  readonly isRotationEnabled: boolean;
  /** Absent: the account's default key. */
  readonly kmsKeyId?: string;
}

export type VersionChoice = { readonly label: KnownLabel } | { readonly versionId: string };

export interface SecretVersion extends LabelledVersion {
  /** The whole text, mostly JSON with a password in it. */
  readonly value: Secret;
  /** When this version was put, ISO 8601 in UTC. */
  readonly createdAt: string;
}

/** Both writes can be repeated, and are where an answer was lost. */
export interface SecretVersionWriter {
  /**
   * Stores a version and puts the labels on it, taking them off another one. The same version with the same value again
   * changes nothing, labels included. Rejects with SecretVersionTaken where the version has another value. The first
   * version a secret ever has is AWSCURRENT too in Secrets Manager, whatever its labels; not so on this machine.
   */
  put(secretId: string, version: NewSecretVersion): Promise<void>;
  /**
   * Moves, adds or removes one label; where AWSCURRENT leaves a version, AWSPREVIOUS comes to it. Nothing is done where the
   * label is as it is to be. Rejects with SecretContended where it is on another version than `from`, or the version is
   * gone, so that nobody's newer work is undone.
   */
  moveLabel(secretId: string, move: LabelMove): Promise<void>;
}

export interface NewSecretVersion {
  /** 32 to 64 letters, digits and hyphens: the token of a rotation, or a UUID. */
  readonly versionId: string;
  readonly value: Secret;
  readonly labels: readonly KnownLabel[];
  /** Handed on where a rotation was called with one. */
  readonly rotationToken?: string;
}

export interface PasswordMaker {
  /** 32 random characters that Kafka, SASLprep and a JAAS line take as they are. */
  randomPassword(): Promise<Secret>;
}

export type SecretVersions = SecretVersionReader & SecretVersionWriter & PasswordMaker;
