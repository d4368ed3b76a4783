/** What the last records may take without counting as a pace that was not kept. */
const settleMs = 250;

export interface AchievedPace {
  readonly records: number;
  /** From the first measured record to the last acknowledgement. */
  readonly elapsedMs: number;
  /** In which they were to be sent. */
  readonly spanMs: number;
}

/** How much of the rate was achieved, 1 at most: what was written, over the time it took beyond what the last batch takes. */
export function achievedShare({ records, elapsedMs, spanMs }: AchievedPace, askedPerSecond: number): number {
  const countedMs = Math.max(spanMs, elapsedMs - settleMs, 1);
  return Math.min(1, (records * 1_000) / countedMs / askedPerSecond);
}
