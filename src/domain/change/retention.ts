import type { RunSummary } from './run-summary.ts';

/** A run is forgotten some time after it ended; one that left a change half done, never by itself. */
export function isForgettable(
  run: Pick<RunSummary, 'endedAt' | 'outcome'>,
  nowMs: number,
  retentionMs: number,
): boolean {
  const forgetAtMs = forgettableAtMs(run, retentionMs);
  return forgetAtMs !== undefined && nowMs > forgetAtMs;
}

/** After which instant it is forgotten; undefined where that is not by itself. */
export function forgettableAtMs(run: Pick<RunSummary, 'endedAt' | 'outcome'>, retentionMs: number): number | undefined {
  if (run.endedAt === undefined || run.outcome === 'partly-applied') return undefined;
  return Date.parse(run.endedAt) + retentionMs;
}
