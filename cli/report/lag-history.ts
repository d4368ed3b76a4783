import { lagOf } from '../../src/domain/lag/history.ts';
import type { LagSample, LagWindow } from '../../src/domain/lag/window.ts';

/** Lag over time, for the charts of a report. */
export interface LagHistory {
  /** Rising. */
  readonly timesMs: readonly number[];
  readonly groups: readonly GroupHistory[];
}

export interface GroupHistory {
  readonly group: string;
  /** One value a time; null where that sample had none. */
  readonly lagRecords: readonly (number | null)[];
}

/** The lag of each group of the newest sample, sample by sample. */
export function lagHistoryOf({ newest, samples }: LagWindow): LagHistory {
  return {
    timesMs: samples.map(({ takenAtMs }) => takenAtMs),
    groups: newest.groups.names.map((group, at) => ({
      group,
      lagRecords: samples.map(sample => lagOfGroup(newest, at, sample)),
    })),
  };
}

function lagOfGroup({ groups, rows }: LagWindow['newest'], group: number, sample: LagSample): number | null {
  const first = groups.firstRow[group]!;
  const end = first + groups.rowCount[group]!;
  let lagRecords: number | null = null;
  for (let row = first; row < end; row += 1) {
    const committed = sample.committed[row]!;
    const logEnd = sample.end[rows.partition[row]!]!;
    if (committed >= 0 && logEnd >= 0) lagRecords = (lagRecords ?? 0) + lagOf(committed, logEnd);
  }
  return lagRecords;
}
