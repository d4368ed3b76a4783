/** Lets one change at a time work on a cluster. */
export interface ChangeLock {
  /**
   * Grants the cluster where it is free, where the last lease is over, and where its holder is known to have ended. Each
   * grant of a cluster has a higher fencing token than all before it.
   */
  acquire(request: LockRequest): Promise<LockAnswer>;
  /** Begins the lease anew. `lost`: another run holds the cluster, or the lease was over already. */
  renew(grant: LockGrant): Promise<'renewed' | 'lost'>;
  /** Does nothing to a lock that is no longer this grant's. */
  release(grant: LockGrant): Promise<void>;
}

export interface LockRequest {
  readonly clusterId: string;
  readonly runId: string;
  readonly person: string;
  readonly leaseMs: number;
}

export interface LockGrant extends LockRequest {
  readonly fencingToken: number;
}

export type LockAnswer =
  | { readonly kind: 'granted'; readonly grant: LockGrant; readonly expiresAt: string }
  | { readonly kind: 'held'; readonly runId: string; readonly person: string; readonly expiresAt: string };
