import type { BrokerShare, ErrorCount } from './perf-report.ts';

/** What is counted of a load besides its latencies. */
export interface Tally {
  readonly failed: (error: string, records: number) => void;
  readonly retried: (error: string) => void;
  readonly acknowledged: (brokerId: number | undefined, records: number, bytes: number) => void;
  readonly totals: () => Totals;
}

export interface Totals {
  /** Measured only. */
  readonly records: number;
  readonly bytes: number;
  readonly failedRecords: number;
  readonly errors: readonly ErrorCount[];
  readonly retries: readonly ErrorCount[];
  readonly brokers: readonly BrokerShare[];
}

export function openTally(): Tally {
  const errors = new Map<string, number>();
  const retries = new Map<string, number>();
  const brokers = new Map<number, { records: number; bytes: number }>();
  const totals = { records: 0, bytes: 0, failedRecords: 0 };
  return {
    failed(error, records) {
      totals.failedRecords += records;
      errors.set(error, (errors.get(error) ?? 0) + records);
    },
    retried: error => void retries.set(error, (retries.get(error) ?? 0) + 1),
    acknowledged(brokerId, records, bytes) {
      totals.records += records;
      totals.bytes += bytes;
      if (brokerId === undefined) return;
      const share = brokers.get(brokerId) ?? { records: 0, bytes: 0 };
      brokers.set(brokerId, { records: share.records + records, bytes: share.bytes + bytes });
    },
    totals: () => ({
      ...totals,
      errors: mostFirst(errors),
      retries: mostFirst(retries),
      brokers: [...brokers]
        .map(([brokerId, share]) => ({ brokerId, ...share }))
        .sort((a, b) => a.brokerId - b.brokerId),
    }),
  };
}

function mostFirst(counts: ReadonlyMap<string, number>): readonly ErrorCount[] {
  return [...counts].map(([error, count]) => ({ error, count })).sort((a, b) => b.count - a.count);
}
