import type { CredentialChange, ScramCredential } from '../domain/scram/credential-change.ts';
import type { ScramMechanism } from '../domain/scram/scram-login.ts';

/**
 * Reads which SCRAM credentials a cluster keeps. One broker answers, from what it has heard so far. No password can be
 * checked by it: a login is the only proof. Rejects with NotAuthorized where this login lacks Describe on the cluster,
 * and with BrokerTooOld where the brokers keep no credentials of their own.
 */
export interface ScramCredentialReader {
  /** Of these users, in this order, each named once; without names of all. */
  describe(users?: readonly string[]): Promise<readonly DescribedCredential[]>;
}

/** One row a user and mechanism; one row a user where there is none. */
export type DescribedCredential =
  | ({ readonly kind: 'stored' } & ScramCredential)
  | { readonly kind: 'absent'; readonly user: string }
  | { readonly kind: 'unread'; readonly user: string; readonly problem: string };

/**
 * Writes SCRAM credentials. A write to a cluster may only be made by the `act` of a runbook.
 *
 * The same changes may be sent again, and are where an answer is lost: the password is then the same under a new salt,
 * and what is gone is deleted without a word. A new password counts for new logins at once, on each broker as soon as
 * that broker has heard of it; connections that are open stay open, after a deletion too.
 */
export interface ScramCredentialWriter {
  /**
   * One row a change, in the same order; what cannot be right is refused on its row and not sent. Rejects with
   * NotAuthorized where this login lacks Alter on the cluster, with BrokerTooOld where the brokers keep no credentials
   * of their own, and retryable where nobody answered: the changes may then have been made or not.
   */
  alter(changes: readonly CredentialChange[]): Promise<readonly AlteredCredential[]>;
}

export interface AlteredCredential {
  readonly user: string;
  readonly mechanism: ScramMechanism;
  /** Absent: it is as the change says. */
  readonly refusal?: string;
}

export type ScramCredentials = ScramCredentialReader & ScramCredentialWriter;
