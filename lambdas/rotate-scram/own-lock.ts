import type { ChangeLock, LockGrant } from '../../src/ports/change-lock.ts';

export interface OwnLock extends ChangeLock {
  /** Lets go what this call has been granted, and nothing that a later call of the same run has by now. */
  readonly letGo: () => Promise<void>;
}

/**
 * A lock that knows what it was granted. To let a cluster go by the name of the run would take it from a later call with
 * the same token, which may be at work already.
 */
export const ownLock = (lock: ChangeLock): OwnLock => {
  let last: LockGrant | undefined;
  return {
    acquire: async request => {
      const answer = await lock.acquire(request);
      if (answer.kind === 'granted') last = answer.grant;
      return answer;
    },
    renew: grant => lock.renew(grant),
    release: grant => lock.release(grant),
    letGo: async () => {
      if (last !== undefined) await lock.release(last);
    },
  };
};
