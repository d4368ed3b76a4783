import type { AclBinding } from '../domain/acls/acl-binding.ts';
import type { AclFilter } from '../domain/acls/acl-filter.ts';

/**
 * Reads the ACLs of a cluster. Rejects with AuthorizerMissing where the brokers keep none, and with NotAuthorized where
 * this login lacks Describe on the cluster.
 */
export interface AclReader {
  /** As one broker knows them: another one may be a moment behind. */
  listAcls(filter: AclFilter): Promise<readonly AclBinding[]>;
  /** As each broker knows them, one row a broker. A rule is in force on a broker once that broker knows it. */
  listAclsOfBrokers(filter: AclFilter): Promise<readonly BrokerAcls[]>;
  /** What this login may do with ACLs; undefined where the brokers do not tell. */
  readAclRights(): Promise<AclRights | undefined>;
}

export interface BrokerAcls {
  readonly brokerId: number;
  readonly bindings: readonly AclBinding[];
  /** Why this broker could not be asked, in a sentence; the rest is then worth nothing. */
  readonly problem?: string;
}

export interface AclRights {
  /** Describe on the cluster. */
  readonly mayList: boolean;
  /** Alter on the cluster. */
  readonly mayChange: boolean;
}

/**
 * Both calls can be repeated: a binding that is there already is created, and one that is gone is deleted, without a
 * word. What was written for one resource in one call is written whole or not at all.
 */
export interface AclWriter {
  /** One row a binding, in the same order. */
  createAcls(bindings: readonly AclBinding[]): Promise<readonly WrittenAcl[]>;
  /** Exactly these, nothing that is only like them. One row a binding, in the same order. */
  deleteAcls(bindings: readonly AclBinding[]): Promise<readonly WrittenAcl[]>;
}

export interface WrittenAcl {
  readonly binding: AclBinding;
  /** Absent: it is there, or gone. */
  readonly refusal?: string;
}

export type AclCluster = AclReader & AclWriter;
