import { lagOf } from './history.ts';
import type { LagSample, LagWindow } from './window.ts';

export interface LagPoint {
  readonly takenAtMs: number;
  /** Absent where no partition of the group had a value in that sample. */
  readonly lagRecords?: number;
}

/** A group's total lag in each sample of the window, oldest first; empty for a group the window does not know. */
export function lagSeriesOf(window: LagWindow, group: string): LagPoint[] {
  const index = window.newest.groups.names.indexOf(group);
  if (index === -1) return [];
  return window.samples.map(sample => {
    const lagRecords = lagOfGroup(window, index, sample);
    return lagRecords === undefined ? { takenAtMs: sample.takenAtMs } : { takenAtMs: sample.takenAtMs, lagRecords };
  });
}

/** The total lag of the group at that index in one sample; undefined where none of its partitions had a value. */
export function lagOfGroup({ newest }: LagWindow, index: number, sample: LagSample): number | undefined {
  const { groups, rows } = newest;
  const first = groups.firstRow[index]!;
  const end = first + groups.rowCount[index]!;
  let lagRecords: number | undefined;
  for (let row = first; row < end; row += 1) {
    const committed = sample.committed[row]!;
    const logEnd = sample.end[rows.partition[row]!]!;
    if (committed >= 0 && logEnd >= 0) lagRecords = (lagRecords ?? 0) + lagOf(committed, logEnd);
  }
  return lagRecords;
}
