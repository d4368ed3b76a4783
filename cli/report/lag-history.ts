import { lagOfGroup } from '../../src/domain/lag/series.ts';
import type { LagWindow } from '../../src/domain/lag/window.ts';

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
export function lagHistoryOf(window: LagWindow): LagHistory {
  return {
    timesMs: window.samples.map(({ takenAtMs }) => takenAtMs),
    groups: window.newest.groups.names.map((group, index) => ({
      group,
      lagRecords: window.samples.map(sample => lagOfGroup(window, index, sample) ?? null),
    })),
  };
}
