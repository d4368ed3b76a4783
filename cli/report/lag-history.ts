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
