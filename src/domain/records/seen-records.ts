import type { EntryFacts } from './entry-facts.ts';

/** What was seen of the records at both ends of a move. */
export interface SeenRecords {
  /** At the old position or after it; absent: the end of the log, or nobody could look. */
  readonly oldRecord?: EntryFacts;
  readonly newRecord?: EntryFacts;
  /** All that a short move skips, markers too. */
  readonly skippedEntries?: readonly EntryFacts[];
  /**
   * Stored bytes that are skipped or read again, guessed from the batches at both ends; those of the records themselves
   * where all of them were looked at.
   */
  readonly approximateBytes?: number;
}
