import { type LogSample, NO_SIZE } from '../../src/domain/workload/log-sample.ts';

/** One partition of a sample, as a test says it. */
export interface SampledPartition {
  readonly topic: string;
  readonly partition?: number;
  readonly start?: number;
  readonly end: number;
  /** Absent: no broker tells. */
  readonly bytes?: number;
  readonly error?: number;
  readonly replicas?: number;
}

export function logSample(
  takenAtMs: number,
  rows: readonly SampledPartition[],
  rest: Partial<LogSample> = {},
): LogSample {
  const topics = [...new Set(rows.map(({ topic }) => topic))];
  const column = (value: (row: SampledPartition) => number) => Float64Array.from(rows, value);
  return {
    clusterId: 'test-cluster',
    takenAtMs,
    topics,
    partitions: {
      count: rows.length,
      topic: Int32Array.from(rows, ({ topic }) => topics.indexOf(topic)),
      partition: Int32Array.from(rows, ({ partition = 0 }) => partition),
      logStart: column(({ start = 0, error = 0 }) => (error === 0 ? start : -1)),
      lastStable: column(({ end }) => end),
      end: column(({ end, error = 0 }) => (error === 0 ? end : -1)),
      error: Int16Array.from(rows, ({ error = 0 }) => error),
    },
    bytes: column(({ bytes = NO_SIZE }) => bytes),
    replicas: Uint8Array.from(rows, ({ replicas = 3 }) => replicas),
    racks: ['a', 'b', 'c'],
    diskBytes: 0,
    hiddenTopics: 0,
    gaps: [],
    ...rest,
  };
}
