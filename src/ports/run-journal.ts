import type { JournalEntry } from '../domain/change/journal-entry.ts';
import type { RunFilter, RunSummary } from '../domain/change/run-summary.ts';

/** What was written down of every run. Append-only. */
export interface RunJournal {
  /**
   * Writes one entry, durably: once this resolves, a crash cannot take it back. Rejects with JournalFenced, and writes
   * nothing that will ever be read, where the entry's number is not the next one, a higher fencing token has written, or
   * one was granted for the run's cluster since. The last does not keep a run from telling how it ended.
   */
  append(entry: JournalEntry): Promise<void>;
  /** Rejects with JournalDamaged where an entry in the middle cannot be read. No entries: there is no such run. */
  read(runId: string): Promise<RunRecord>;
  /** Newest first. A journal that cannot be read is told by its own row. */
  list(filter: RunFilter): Promise<readonly RunSummary[]>;
  /** Removes a run for good. */
  forget(runId: string): Promise<void>;
}

export interface RunRecord {
  readonly entries: readonly JournalEntry[];
  /** Entries whose writer was ended while it wrote: nobody was told that they were there. */
  readonly tornEntries: number;
}
