import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leasedLock } from '../../../../../src/adapters/local/journal/leased-lock.ts';
import type { HeldRecord, LockHolder } from '../../../../../src/adapters/local/journal/lock-record.ts';
import { scratchDirectory } from '../scratch-directory.ts';

describe('a lock in a file', () => {
  const makeLock = async () => {
    const directory = await scratchDirectory();
    const clock = { nowMs: 0 };
    const lock = leasedLock(directory, () => clock.nowMs);
    return { lock, clock, path: join(directory, 'locks', 'cluster-cluster-1', '1.json') };
  };
  const pretendHolder = async (path: string, holder: Partial<LockHolder>) => {
    const record = JSON.parse(await readFile(path, 'utf8')) as HeldRecord;
    await writeFile(path, JSON.stringify({ ...record, holder: { ...record.holder, ...holder } }));
  };
  const request = { clusterId: 'cluster-1', runId: 'run-1', person: 'ada', leaseMs: 60_000 };

  it('is granted at once where its holder has died', async () => {
    const { lock, path } = await makeLock();
    await lock.acquire(request);
    await pretendHolder(path, { startMark: 'another start' });
    expect(await lock.acquire(request)).toMatchObject({ kind: 'granted', grant: { fencingToken: 2 } });
  });

  it('is not granted where its holder is on another machine, before the lease is over', async () => {
    const { lock, path, clock } = await makeLock();
    await lock.acquire(request);
    await pretendHolder(path, { host: 'another', pid: 1 });
    expect((await lock.acquire(request)).kind).toBe('held');
    clock.nowMs = 60_000;
    expect((await lock.acquire(request)).kind).toBe('granted');
  });

  it('fails in one sentence where it cannot be read, and the way out that it names works', async () => {
    const { lock, path } = await makeLock();
    await lock.acquire(request);
    await writeFile(path, '');
    await expect(lock.acquire(request)).rejects.toMatchObject({
      name: 'JournalDamaged',
      message: expect.stringContaining('replace its content by {"condition":"released"}') as unknown,
    });
    await writeFile(path, '{"condition":"released"}');
    expect(await lock.acquire(request)).toMatchObject({ kind: 'granted', grant: { fencingToken: 2 } });
  });
});
