/**
 * When each record of a load is to be sent, decided before it begins and whatever the cluster does: a record that has
 * to wait for a slow broker is late by that wait, and counted so.
 */
export interface Schedule {
  /** How many records are to have been sent by then. Infinity: as many as the cluster takes. */
  readonly dueBy: (elapsedMs: number) => number;
  /** When the record with this number, from 0, is to be sent; undefined: whenever there is room for it. */
  readonly intendedMs: (index: number) => number | undefined;
  /** No record is begun from then on. */
  readonly endsAtMs: number;
  /** No record from this number on is sent. */
  readonly mostRecords: number;
  /** Records before it warm the cluster up and are left out of the figures. */
  readonly isMeasured: (index: number, elapsedMs: number) => boolean;
}

/** How much is sent: a time, or a number of records. */
export type Amount =
  | {
      readonly kind: 'time';
      readonly durationMs: number;
      readonly warmUpMs: number;
      /** What the disks hold of a load without a rate. */
      readonly mostRecords?: number;
    }
  | { readonly kind: 'records'; readonly records: number; readonly warmUpRecords: number };

/** An even pace; `recordsPerSecond` undefined: as fast as the cluster takes records. */
export function planSchedule(recordsPerSecond: number | undefined, amount: Amount): Schedule {
  const pace =
    recordsPerSecond === undefined
      ? { dueBy: () => Infinity, intendedMs: () => undefined }
      : {
          dueBy: (elapsedMs: number) => Math.floor((elapsedMs * recordsPerSecond) / 1_000) + 1,
          intendedMs: (index: number) => (index * 1_000) / recordsPerSecond,
        };
  if (amount.kind === 'records') {
    const { warmUpRecords } = amount;
    const mostRecords = recordsOf(recordsPerSecond, amount);
    return { ...pace, endsAtMs: Infinity, mostRecords, isMeasured: index => index >= warmUpRecords };
  }
  const { durationMs, warmUpMs } = amount;
  const endsAtMs = warmUpMs + durationMs;
  return {
    ...pace,
    endsAtMs,
    mostRecords: recordsOf(recordsPerSecond, amount),
    // By when a record is to be sent: one of the warm-up that waits is no less of it.
    isMeasured: (index, elapsedMs) => (pace.intendedMs(index) ?? elapsedMs) >= warmUpMs,
  };
}

/** How many records a load has, warm-up included. Infinity: as many as the cluster takes. */
export function recordsOf(recordsPerSecond: number | undefined, amount: Amount): number {
  if (amount.kind === 'records') return amount.records;
  if (recordsPerSecond === undefined) return amount.mostRecords ?? Infinity;
  return Math.ceil(((amount.warmUpMs + amount.durationMs) * recordsPerSecond) / 1_000);
}
