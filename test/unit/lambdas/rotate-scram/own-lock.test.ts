import { describe, expect, it } from 'vitest';
import { ownLock } from '../../../../lambdas/rotate-scram/own-lock.ts';
import { inMemoryRuns } from '../../../contracts/fakes/in-memory-runs.ts';

describe('the lock of one call', () => {
  it('is let go as it was granted last, and does nothing to what a later call was granted', async () => {
    const { lock } = inMemoryRuns(() => 0);
    const request = { clusterId: 'shop', runId: 'scram-1', person: 'SM', leaseMs: 1000, holder: 'run/scram-1' };
    const earlier = ownLock(lock);
    const later = ownLock(lock);
    await earlier.acquire(request);
    await later.acquire(request);
    await earlier.letGo();
    const other = { clusterId: 'shop', runId: 'scram-2', person: 'SM', leaseMs: 1000 };
    expect(await lock.acquire(other)).toMatchObject({ kind: 'held' });
    await later.letGo();
    expect(await lock.acquire(other)).toMatchObject({ kind: 'granted' });
  });

  it('has nothing to let go where it was not granted', async () => {
    const { lock } = inMemoryRuns(() => 0);
    const request = { clusterId: 'shop', runId: 'scram-1', person: 'SM', leaseMs: 1000 };
    await lock.acquire(request);
    const own = ownLock(lock);
    expect(await own.acquire({ ...request, runId: 'scram-2' })).toMatchObject({ kind: 'held' });
    await own.letGo();
    expect(await own.acquire({ ...request, runId: 'scram-2' })).toMatchObject({ kind: 'held' });
  });
});
