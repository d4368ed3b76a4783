/**
 * Which secrets MSK copies to the brokers of one cluster. Both changes can be repeated: what is so already is on its row
 * without a problem. Throttled calls have been repeated by the time a problem says so.
 */
export interface ScramAssociations {
  /** The ARNs of all associated secrets. */
  list(): Promise<readonly string[]>;
  /** One row a secret, in the same order. Rejects only where no secret could be handled at all, such as without rights. */
  associate(secretArns: readonly string[]): Promise<readonly AssociationRow[]>;
  /** The same. Brokers hear of it later, and open connections stay open. */
  disassociate(secretArns: readonly string[]): Promise<readonly AssociationRow[]>;
}

export interface AssociationRow {
  readonly secretArn: string;
  /** Why MSK did not take this secret, in a sentence; absent: it is as asked. */
  readonly problem?: string;
  /** Of a problem: whether the same call can succeed later with nothing changed. */
  readonly retryable?: boolean;
}
