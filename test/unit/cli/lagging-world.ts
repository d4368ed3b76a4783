import type { World } from '../../../cli/world.ts';
import { snapshotOf } from '../../builders/snapshot.ts';
import { type FakeShell, worldWith } from './fake-shell.ts';

/**
 * A cluster whose group `billing` hangs at 100, with 500 records waiting and 1,000 more each second, whose group `audit` keeps up, and
 * whose clock is the shell's.
 */
export function laggingWorld(shell: FakeShell, { hangsAfterMs = 0 } = {}): World {
  const startedAtMs = shell.nowMs();
  return worldWith({
    readSnapshot: async ({ groups }) => {
      const sinceMs = shell.nowMs() - startedAtMs;
      const all = {
        audit: { rows: { 'orders-0': { committed: 100 + sinceMs, end: 100 + sinceMs } } },
        billing: { rows: { 'orders-1': { committed: 100 + Math.min(sinceMs, hangsAfterMs), end: 600 + sinceMs } } },
      };
      const wanted = Object.entries(all).filter(([name]) => groups?.includes(name) ?? true);
      const snapshot = snapshotOf({ takenAtMs: shell.nowMs(), groups: Object.fromEntries(wanted) });
      await shell.sleep(snapshot.durationMs);
      return snapshot;
    },
    describeGroups: async listings =>
      listings.map(listing => ({
        ...listing,
        members: [
          {
            memberId: 'm-1',
            clientId: 'app-1',
            clientHost: '/10.0.0.7',
            assignment: [{ topic: 'orders', partitions: [0, 1] }],
          },
        ],
      })),
  });
}
