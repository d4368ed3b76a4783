/** Lets one change at a time work on a cluster. */
export interface ChangeLock {
  /**
   * Grants the cluster where it is free, where the last lease is over, where its holder is known to have ended, and to
   * its holder itself. Each grant of a cluster has a higher fencing token than all before it.
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
  /**
   * Who asks, where that outlives a process: the same holder is granted its own cluster anew, so that what is left of an
   * earlier process of it is fenced out. Absent: nobody is the same.
   */
  readonly holder?: string;
}

export interface LockGrant extends LockRequest {
  readonly fencingToken: number;
}

export type LockAnswer =
  | { readonly kind: 'granted'; readonly grant: LockGrant; readonly expiresAt: string }
  | { readonly kind: 'held'; readonly runId: string; readonly person: string; readonly expiresAt: string };
