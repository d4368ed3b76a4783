import { carriedOver, type LogMovement, movementBetween } from '../domain/workload/log-movement.ts';
import { readingBetween } from '../domain/workload/log-reading.ts';
import { isInternalTopic } from '../domain/workload/log-sample.ts';
import { measuredOnBrokers } from '../domain/workload/measured-on-brokers.ts';
import type { MeasuredWorkload } from '../domain/workload/measured-workload.ts';
import type { SnapshotReader } from '../ports/cluster-reader.ts';
import type { WorkloadMeter } from '../ports/workload-meter.ts';

export interface MeasureWorld {
  readonly meter: WorkloadMeter;
  readonly snapshots: SnapshotReader;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface MeasureRequest {
  readonly durationMs: number;
  /** Parts of it, of which the busiest is the peak. */
  readonly intervals: number;
  /** Of an average record, for where no broker tells the sizes of logs. */
  readonly recordBytes?: number;
}

/** Watches a cluster for a while and says what workload it carries. Only reads. */
export async function measureWorkload(
  { durationMs, intervals, recordBytes }: MeasureRequest,
  { meter, snapshots, nowMs, sleep }: MeasureWorld,
  tellProgress: (takenIntervals: number, leftMs: number) => void = () => undefined,
): Promise<MeasuredWorkload> {
  const readBefore = await snapshots.readSnapshot({});
  const startedAtMs = nowMs();
  const first = await meter.readLogs();
  const settings = await meter.readTopicSettings(first.topics.filter(topic => !isInternalTopic(topic)));
  const movements: LogMovement[] = [];
  let last = first;
  for (let taken = 1; taken <= intervals; taken += 1) {
    const dueMs = startedAtMs + (durationMs * taken) / intervals;
    tellProgress(taken - 1, startedAtMs + durationMs - nowMs());
    await sleep(Math.max(0, dueMs - nowMs()));
    const next = carriedOver(last, await meter.readLogs());
    movements.push(movementBetween(last, next));
    last = next;
  }
  tellProgress(intervals, 0);
  const reading = readingBetween(readBefore, await snapshots.readSnapshot({}));
  return measuredOnBrokers({ first, last, movements, reading, settings, recordBytes });
}
