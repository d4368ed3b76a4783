import { isForgettable } from '../domain/change/retention.ts';
import type { RunJournal } from '../ports/run-journal.ts';

/** Removes the runs that ended long enough ago, and tells which. */
export async function forgetOldRuns(
  journal: RunJournal,
  { nowMs, retentionMs }: { readonly nowMs: number; readonly retentionMs: number },
): Promise<readonly string[]> {
  const runs = await journal.list({});
  const old = runs.filter(run => isForgettable(run, nowMs, retentionMs)).map(({ runId }) => runId);
  for (const runId of old) await journal.forget(runId);
  return old;
}
