import { describe, expect, it } from 'vitest';
import type { ChangeLock, LockAnswer, LockGrant } from '../../src/ports/change-lock.ts';

const request = { clusterId: 'cluster/1', runId: 'run-1', person: 'ada', leaseMs: 1_000 };

/** What every ChangeLock does. `makeLock` gives a lock that nobody holds, on the clock it is given. */
export function defineChangeLockContract(
  name: string,
  makeLock: (nowMs: () => number) => ChangeLock | Promise<ChangeLock>,
): void {
  const makeTimedLock = async () => {
    const clock = { nowMs: Date.parse('2026-03-01T12:00:00Z') };
    return { clock, lock: await makeLock(() => clock.nowMs) };
  };

  describe(`${name} as a change lock`, () => {
    it('grants a free cluster', async () => {
      const { lock } = await makeTimedLock();
      expect(await lock.acquire(request)).toMatchObject({ kind: 'granted', expiresAt: '2026-03-01T12:00:01.000Z' });
    });

    it('refuses a cluster that is held, and tells by whom and until when', async () => {
      const { lock } = await makeTimedLock();
      await lock.acquire(request);
      expect(await lock.acquire({ ...request, runId: 'run-2', person: 'bob' })).toEqual({
        kind: 'held',
        runId: 'run-1',
        person: 'ada',
        expiresAt: '2026-03-01T12:00:01.000Z',
      });
    });

    it('refuses the same run twice', async () => {
      const { lock } = await makeTimedLock();
      await lock.acquire(request);
      expect((await lock.acquire(request)).kind).toBe('held');
    });

    it('holds one cluster apart from another', async () => {
      const { lock } = await makeTimedLock();
      await lock.acquire(request);
      expect((await lock.acquire({ ...request, clusterId: '../cluster' })).kind).toBe('granted');
    });

    it('grants a released cluster again, with a higher token', async () => {
      const { lock } = await makeTimedLock();
      const first = grantOf(await lock.acquire(request));
      await lock.release(first);
      expect(grantOf(await lock.acquire(request)).fencingToken).toBeGreaterThan(first.fencingToken);
    });

    it('grants a cluster whose lease is over, with a higher token', async () => {
      const { lock, clock } = await makeTimedLock();
      const first = grantOf(await lock.acquire(request));
      clock.nowMs += 1_000;
      const second = grantOf(await lock.acquire({ ...request, runId: 'run-2' }));
      expect(second.fencingToken).toBeGreaterThan(first.fencingToken);
    });

    it('keeps a cluster whose lease is renewed in time', async () => {
      const { lock, clock } = await makeTimedLock();
      const grant = grantOf(await lock.acquire(request));
      clock.nowMs += 999;
      expect(await lock.renew(grant)).toBe('renewed');
      clock.nowMs += 999;
      expect(await lock.acquire(request)).toMatchObject({ kind: 'held', expiresAt: '2026-03-01T12:00:01.999Z' });
    });

    it('refuses to renew a lease that is over', async () => {
      const { lock, clock } = await makeTimedLock();
      const grant = grantOf(await lock.acquire(request));
      clock.nowMs += 1_000;
      expect(await lock.renew(grant)).toBe('lost');
    });

    it('refuses to renew or to release what another run holds by now', async () => {
      const { lock, clock } = await makeTimedLock();
      const first = grantOf(await lock.acquire(request));
      clock.nowMs += 1_000;
      const second = grantOf(await lock.acquire({ ...request, runId: 'run-2' }));
      expect(await lock.renew(first)).toBe('lost');
      await lock.release(first);
      expect(await lock.acquire(request)).toMatchObject({ kind: 'held', runId: 'run-2' });
      expect(await lock.renew(second)).toBe('renewed');
    });

    it('refuses to renew what was released', async () => {
      const { lock } = await makeTimedLock();
      const grant = grantOf(await lock.acquire(request));
      await lock.release(grant);
      expect(await lock.renew(grant)).toBe('lost');
    });

    it('grants a held cluster to its own holder anew, with a higher token', async () => {
      const { lock, clock } = await makeTimedLock();
      const first = grantOf(await lock.acquire({ ...request, holder: 'run/run-1' }));
      clock.nowMs += 500;
      const answer = await lock.acquire({ ...request, holder: 'run/run-1' });
      expect(answer).toMatchObject({ kind: 'granted', expiresAt: '2026-03-01T12:00:01.500Z' });
      expect(grantOf(answer).fencingToken).toBeGreaterThan(first.fencingToken);
    });

    it('refuses to renew or to release the former grant of a holder that was granted anew', async () => {
      const { lock } = await makeTimedLock();
      const first = grantOf(await lock.acquire({ ...request, holder: 'run/run-1' }));
      const second = grantOf(await lock.acquire({ ...request, holder: 'run/run-1' }));
      expect(await lock.renew(first)).toBe('lost');
      await lock.release(first);
      expect((await lock.acquire(request)).kind).toBe('held');
      expect(await lock.renew(second)).toBe('renewed');
    });

    it('refuses another holder of the same run, and one that does not say who it is', async () => {
      const { lock } = await makeTimedLock();
      await lock.acquire({ ...request, holder: 'run/run-1' });
      expect((await lock.acquire({ ...request, holder: 'a terminal' })).kind).toBe('held');
      expect((await lock.acquire(request)).kind).toBe('held');
    });

    it('knows a holder no more after a grant to nobody in particular', async () => {
      const { lock } = await makeTimedLock();
      await lock.release(grantOf(await lock.acquire({ ...request, holder: 'run/run-1' })));
      await lock.acquire(request);
      expect((await lock.acquire({ ...request, holder: 'run/run-1' })).kind).toBe('held');
    });

    it('grants a cluster to one of many who ask at once', async () => {
      const { lock } = await makeTimedLock();
      const runIds = Array.from({ length: 12 }, (_, at) => `run-${at}`);
      const answers = await Promise.all(runIds.map(runId => lock.acquire({ ...request, runId })));
      expect(answers.filter(({ kind }) => kind === 'granted')).toHaveLength(1);
    });

    it('never grants a token twice, however many take a stale lock at once', async () => {
      const { lock, clock } = await makeTimedLock();
      const tokens: number[] = [];
      for (let round = 0; round < 8; round++) {
        const answers = await Promise.all(Array.from({ length: 6 }, () => lock.acquire(request)));
        const granted = answers.filter(answer => answer.kind === 'granted');
        expect(granted).toHaveLength(1);
        tokens.push(granted[0]!.grant.fencingToken);
        clock.nowMs += 1_000;
      }
      expect(tokens).toEqual([...new Set(tokens)].toSorted((a, b) => a - b));
    });
  });
}

export function grantOf(answer: LockAnswer): LockGrant {
  if (answer.kind !== 'granted') throw new Error(`the cluster is held by ${answer.runId}`);
  return answer.grant;
}
