import type { LagState } from '../domain/lag/state-codec.ts';
import { decodeLagState } from '../domain/lag/state-codec.ts';
import type { LagWindowStore } from '../ports/lag-window-store.ts';

/** Two runs at once are one delivery too many; three in a row that lose the write are a second schedule. */
export const MOST_TRIES = 3;

export interface LoadedLagState {
  readonly state: LagState;
  /** What to name in the save that replaces it; undefined where nothing is stored. */
  readonly version: string | undefined;
  readonly notes: readonly string[];
}

/**
 * What is stored of a cluster, or an empty state where nothing is or nobody can read it: a damaged object must not stop
 * every check from then on. The notes say what was lost.
 */
export async function loadLagState(store: LagWindowStore): Promise<LoadedLagState> {
  const stored = await store.load();
  if (stored === undefined) return { state: emptyState, version: undefined, notes: [] };
  const { state = emptyState, problem } = decodeLagState(stored.bytes);
  return { state, version: stored.version, notes: problem === undefined ? [] : [problem.message] };
}

const emptyState: LagState = { clusterId: '', incidents: [], outbox: [] };
