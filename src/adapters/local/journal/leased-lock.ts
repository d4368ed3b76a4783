import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { ChangeLock, LockGrant, LockRequest } from '../../../ports/change-lock.ts';
import { createDurably, replaceDurably } from '../durable-file.ts';
import { readProcess } from '../process-table.ts';
import { type HeldRecord, type LockHolder, type LockRecord, readNewestLock, readNewestToken } from './lock-record.ts';
import { lockPath } from './run-files.ts';

/** Locks clusters by files, each grant a new one: creating the next number is what only one process can do. */
export function leasedLock(directory: string, nowMs: () => number): ChangeLock {
  const heldRecord = async ({ runId, person, leaseMs, holder: name }: LockRequest): Promise<HeldRecord> => {
    const expiresAt = new Date(nowMs() + leaseMs).toISOString();
    return { condition: 'held', runId, person, expiresAt, holder: { ...(await thisProcess()), name } };
  };
  const pathOf = ({ clusterId, fencingToken }: LockGrant) => lockPath(directory, clusterId, fencingToken);
  const isOver = ({ expiresAt }: HeldRecord) => nowMs() >= Date.parse(expiresAt);

  return {
    async acquire(request) {
      for (;;) {
        const last = await readNewestLock(directory, request.clusterId);
        if (last?.condition === 'held' && !isOver(last) && (await mayBeAnother(last.holder, request))) {
          return { kind: 'held', runId: last.runId, person: last.person, expiresAt: last.expiresAt };
        }
        const lastToken = last?.fencingToken ?? 0;
        const grant = { ...request, fencingToken: lastToken + 1 };
        const record = await heldRecord(grant);
        if ((await createDurably(pathOf(grant), JSON.stringify(record))) === 'exists') continue;
        // Between the look and now the number may have been granted, used and cleared away.
        if ((await readNewestToken(directory, request.clusterId)) !== grant.fencingToken) {
          await rm(pathOf(grant), { force: true });
          continue;
        }
        await rm(pathOf({ ...grant, fencingToken: lastToken }), { force: true });
        return { kind: 'granted', grant, expiresAt: record.expiresAt };
      }
    },

    async renew(grant) {
      const last = await readNewestLock(directory, grant.clusterId);
      if (last?.fencingToken !== grant.fencingToken || last.condition === 'released' || isOver(last)) return 'lost';
      await replaceDurably(pathOf(grant), JSON.stringify(await heldRecord(grant)));
      const newestToken = await readNewestToken(directory, grant.clusterId);
      return newestToken === grant.fencingToken ? 'renewed' : 'lost';
    },

    async release(grant) {
      if ((await readNewestToken(directory, grant.clusterId)) !== grant.fencingToken) return;
      await replaceDurably(pathOf(grant), JSON.stringify({ condition: 'released' } satisfies LockRecord));
    },
  };
}

async function thisProcess(): Promise<LockHolder> {
  const me = await readProcess(process.pid);
  return { host: hostname(), pid: process.pid, startMark: me?.startMark ?? '' };
}

async function mayBeAnother(last: LockHolder, { holder: name }: LockRequest): Promise<boolean> {
  return (name === undefined || last.name !== name) && (await mayBeAlive(last));
}

/** Of a process on another machine nothing is known but its lease. */
async function mayBeAlive({ host, pid, startMark }: LockHolder): Promise<boolean> {
  if (host !== hostname()) return true;
  return (await readProcess(pid))?.startMark === startMark;
}
