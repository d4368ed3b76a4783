import { isEnding } from '../../../src/domain/change/ending-event.ts';
import type { JournalEntry } from '../../../src/domain/change/journal-entry.ts';
import { byNewest, matchesFilter, summarise } from '../../../src/domain/change/run-summary.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import type { ChangeLock, LockGrant } from '../../../src/ports/change-lock.ts';
import type { RunJournal } from '../../../src/ports/run-journal.ts';

export interface InMemoryRuns {
  readonly journal: RunJournal;
  readonly lock: ChangeLock;
}

interface HeldLock {
  readonly grant: LockGrant;
  readonly expiresAtMs: number;
}

/** Keeps copies, as a store at the other end of a network does. */
export function inMemoryRuns(nowMs: () => number): InMemoryRuns {
  const runs = new Map<string, JournalEntry[]>();
  const newestTokens = new Map<string, number>();
  const held = new Map<string, HeldLock>();

  const lease = (grant: LockGrant) => {
    const expiresAtMs = nowMs() + grant.leaseMs;
    held.set(grant.clusterId, { grant, expiresAtMs });
    return new Date(expiresAtMs).toISOString();
  };
  const currentLock = (clusterId: string) => {
    const last = held.get(clusterId);
    return last !== undefined && nowMs() < last.expiresAtMs ? last : undefined;
  };
  const isMine = (grant: LockGrant) => currentLock(grant.clusterId)?.grant.fencingToken === grant.fencingToken;

  return {
    journal: {
      async append(entry) {
        const entries = runs.get(entry.runId) ?? [];
        const { event } = entries[0] ?? entry;
        const isFenced = event.kind === 'planned' && !isEnding(entry.event);
        const granted = isFenced ? newestTokens.get(event.plan.target.clusterId) : 0;
        const highestToken = Math.max(granted ?? 0, entries.at(-1)?.fencingToken ?? 0);
        if (entry.number !== entries.length + 1 || entry.fencingToken < highestToken) {
          throw new OperationError('JournalFenced', `entry ${entry.number} of run ${entry.runId} was not written`);
        }
        runs.set(entry.runId, [...entries, structuredClone(entry)]);
      },
      read: async runId => ({ entries: structuredClone(runs.get(runId) ?? []), tornEntries: 0 }),
      list: async filter =>
        [...runs.values()]
          .map(entries => summarise(entries)!)
          .filter(run => matchesFilter(run, filter))
          .toSorted(byNewest),
      forget: async runId => void runs.delete(runId),
    },
    lock: {
      async acquire(request) {
        const current = currentLock(request.clusterId);
        const isSameHolder = request.holder !== undefined && request.holder === current?.grant.holder;
        if (current !== undefined && !isSameHolder) {
          const { runId, person } = current.grant;
          return { kind: 'held', runId, person, expiresAt: new Date(current.expiresAtMs).toISOString() };
        }
        const fencingToken = (newestTokens.get(request.clusterId) ?? 0) + 1;
        newestTokens.set(request.clusterId, fencingToken);
        const grant = { ...request, fencingToken };
        return { kind: 'granted', grant, expiresAt: lease(grant) };
      },
      async renew(grant) {
        if (!isMine(grant)) return 'lost';
        lease(grant);
        return 'renewed';
      },
      async release(grant) {
        if (isMine(grant)) held.delete(grant.clusterId);
      },
    },
  };
}
