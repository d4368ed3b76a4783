import { createHash } from 'node:crypto';
import type { JournalEntry, RunEvent } from '../../src/domain/change/journal-entry.ts';
import { sealPlan } from '../../src/domain/change/seal-plan.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The journal of an offset reset that waits for somebody to approve it. */
export function waitingRun({ runId = 'run-1', nowMs = Date.parse('2026-03-01T12:00:00Z'), waitMs = 3_600_000 } = {}) {
  const draft = {
    target: { clusterId: 'cluster-1', principal: 'User:admin' },
    checks: [],
    objects: [{ object: 'app orders:0', before: { offset: 40 }, after: { offset: 45 } }],
    steps: [],
    risk: 'skips 5 records in 1 partition',
  };
  const plan = sealPlan(draft, { kind: 'offset-reset' }, { planId: runId, nowMs, lifetimeMs: 600_000, hash: sha256 });
  const expiresAt = new Date(nowMs + waitMs).toISOString();
  const events: RunEvent[] = [
    { kind: 'planned', plan, requestedBy: 'ada' },
    { kind: 'approval-asked', expiresAt },
  ];
  const at = new Date(nowMs).toISOString();
  const entries = events.map(
    (event, index): JournalEntry => ({ runId, number: index + 1, at, fencingToken: 1, event }),
  );
  return { plan, entries, asked: { runId, digest: plan.digest, askedAt: at, expiresAt } };
}
