import type { Latency } from '../../src/domain/perf/latency.ts';
import type { PerfLoad } from '../../src/domain/perf/perf-load.ts';
import type { LoadResult, PerfReport } from '../../src/domain/perf/perf-report.ts';

export const anyLatency: Latency = {
  ...{ averageMs: 4, p50Ms: 3, p95Ms: 9, p99Ms: 20, p999Ms: 30, maxMs: 41.5 },
  curve: [
    [0, 1],
    [50, 3],
    [95, 9],
    [99, 20],
    [99.9, 30],
    [100, 41.5],
  ],
};

export const anyLoad: PerfLoad = {
  recordsPerSecond: 1_000,
  amount: { kind: 'time', durationMs: 3_000, warmUpMs: 1_000 },
  workload: {
    sizes: [{ leastBytes: 1_000, mostBytes: 1_000, share: 1 }],
    keys: undefined,
    compressibility: 0,
    seed: 1,
  },
  producer: {
    ...{ acks: 'all', isIdempotent: true, compression: 'none', lingerMs: 5, batchBytes: 16_384, maxInFlight: 5 },
    ...{ bufferBytes: 67_108_864, deliveryTimeoutMs: 120_000, requestTimeoutMs: 30_000 },
  },
  slo: { leastAchievedShare: 0.995, latencies: [] },
  consumers: 0,
  readsBack: true,
};

export function loadResult(changes: Partial<LoadResult> = {}): LoadResult {
  return {
    load: anyLoad,
    startedAt: '2026-03-01T12:00:00.000Z',
    ...{ isInterrupted: false, elapsedMs: 3_004, warmUpRecords: 1_000 },
    ...{ acknowledgedRecords: 3_000, acknowledgedBytes: 3_000_000, failedRecords: 0, neverSentRecords: 0 },
    ...{ recordsPerSecond: 998.7, bytesPerSecond: 998_700, achievedShare: 1 },
    ...{ latency: anyLatency, latencyFromSend: { ...anyLatency, p99Ms: 12 } },
    ...{ consumers: undefined, longestPauseMs: 3 },
    ...{ errors: [], retries: [], brokers: [{ brokerId: 1, records: 3_000, bytes: 3_000_000 }] },
    seconds: [0, 1, 2, 3].map(second => ({
      ...{ second, records: 1_000, bytes: 1_000_000, failedRecords: 0 },
      ...{ p50Ms: 3, p99Ms: 20, maxMs: 41.5 },
    })),
    readBack: {
      ...{ read: 4_000, lost: 0, duplicates: 0, outOfOrder: 0, writtenThoughFailed: 0, unsent: 0 },
      ...{ foreign: 0, problems: [] },
    },
    verdict: { kind: 'passed', reasons: [] },
    officialLine: '3000 records sent, 998.7 records/sec (0.95 MB/sec), …',
    ...changes,
  };
}

export function perfReport(
  results: readonly LoadResult[] = [loadResult()],
  more: Partial<PerfReport> = {},
): PerfReport {
  return {
    kind: 'perf-report',
    clusterId: 'kafka-1',
    brokerCount: 3,
    topic: { name: 'kafka-steward-perf-1', partitions: 6, replicationFactor: 3, isOwn: true },
    results,
    cleanUp: { kind: 'removed', runId: 'run-1' },
    ...more,
  };
}
