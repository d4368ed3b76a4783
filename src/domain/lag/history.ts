import type { GroupKind, GroupState } from '../kafka/group.ts';
import { groupKinds, groupStates } from '../kafka/group.ts';
import type { LagWindow } from './window.ts';

/**
 * What the window knows of one row, oldest first: only the samples that have both a commit and an end offset. The
 * arrays are longer than `count` and are filled anew for each row, so that judging millions of rows makes no garbage.
 */
export interface RowHistory {
  readonly count: number;
  readonly takenAtMs: Float64Array;
  readonly committed: Float64Array;
  readonly end: Float64Array;
  readonly lastStable: Float64Array;
  readonly lag: Float64Array;
  /** 1 where the group was not in a rebalance when the sample was taken. */
  readonly isSettled: Uint8Array;
  /** The group's state in the newest sample. */
  readonly state: GroupState;
  readonly kind: GroupKind;
}

/** Offsets that lag behind the end by less than nothing lag by nothing. */
export function lagOf(committed: number, end: number): number {
  return Math.max(0, end - committed);
}

const membershipInFlux: readonly GroupState[] = [
  'PreparingRebalance',
  'CompletingRebalance',
  'Assigning',
  'Reconciling',
];
const isInFlux = groupStates.map(state => membershipInFlux.includes(state));

/** A reader that fills one and the same history for the row asked for. */
export function historyReader(window: LagWindow): (group: number, row: number) => RowHistory {
  const size = window.samples.length;
  const history = {
    count: 0,
    takenAtMs: new Float64Array(size),
    committed: new Float64Array(size),
    end: new Float64Array(size),
    lastStable: new Float64Array(size),
    lag: new Float64Array(size),
    isSettled: new Uint8Array(size),
    state: 'Unknown' as GroupState,
    kind: 'unknown' as GroupKind,
  };
  const { newest, samples } = window;
  return (group, row) => {
    const partition = newest.rows.partition[row]!;
    let count = 0;
    for (const sample of samples) {
      const committed = sample.committed[row]!;
      const end = sample.end[partition]!;
      if (!(committed >= 0 && end >= 0)) continue;
      history.takenAtMs[count] = sample.takenAtMs;
      history.committed[count] = committed;
      history.end[count] = end;
      history.lastStable[count] = sample.lastStable[partition]!;
      history.lag[count] = lagOf(committed, end);
      history.isSettled[count] = isInFlux[sample.groupState[group]!] === true ? 0 : 1;
      count += 1;
    }
    history.count = count;
    history.state = groupStates[newest.groups.state[group]!] ?? 'Unknown';
    history.kind = groupKinds[newest.groups.kind[group]!] ?? 'unknown';
    return history;
  };
}
