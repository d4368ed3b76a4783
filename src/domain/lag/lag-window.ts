import type { Snapshot } from '../kafka/snapshot.ts';

/**
 * The last samples of a cluster, all on the rows of the newest snapshot: groups that are gone have no row any more, new
 * ones have no past, and those that did not answer this time keep their rows without a value.
 */
export interface LagWindow {
  readonly newest: Snapshot;
  /** Oldest first; the last one is `newest`, and shares its columns. Never empty. */
  readonly samples: readonly LagSample[];
}

/** What a sample's `committed` holds where it did not have the row at all, unlike one without a commit. */
export const NO_ROW = -2;

/** One sample. Columns hold NO_OFFSET where that sample had no value. */
export interface LagSample {
  /** The instant the sample was due: of the schedule, not of the clock. */
  readonly dueAtMs: number;
  readonly takenAtMs: number;
  /** By group of the newest snapshot: index into groupStates. */
  readonly groupState: Uint8Array;
  /** By row of the newest snapshot; NO_ROW where this sample did not have the row. */
  readonly committed: Float64Array;
  /** By partition of the newest snapshot. */
  readonly end: Float64Array;
  readonly lastStable: Float64Array;
}
