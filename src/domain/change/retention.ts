import type { RunSummary } from './run-summary.ts';

/** A run is forgotten some time after it ended; one that left a change half done, never by itself. */
export function isForgettable(run: RunSummary, nowMs: number, retentionMs: number): boolean {
  if (run.endedAt === undefined || run.outcome === 'partly-applied') return false;
  return nowMs - Date.parse(run.endedAt) > retentionMs;
}
