import { achievedShare } from '../domain/perf/achieved-share.ts';
import { officialLine } from '../domain/perf/official-line.ts';
import type { PerfLoad } from '../domain/perf/perf-load.ts';
import type { ConsumerShare, LoadResult, ReadBack } from '../domain/perf/perf-report.ts';
import { judge } from '../domain/perf/slo.ts';
import type { MeterReading } from './load-meter.ts';

/** How a load was sent. */
export interface Course {
  readonly offered: number;
  readonly neverSent: number;
  /** When the first measured record was to be sent, since the start. */
  readonly measuredSinceMs: number;
  /** When the last record was to be sent, since the start. */
  readonly endedMs: number;
  readonly isInterrupted: boolean;
  readonly longestPauseMs: number;
}

/** All that is known of a load when it is over. */
export interface LoadEnd {
  readonly startedAt: string;
  readonly startedMs: number;
  readonly course: Course;
  readonly reading: MeterReading;
  readonly consumers: ConsumerShare | undefined;
  readonly readBack: ReadBack | undefined;
}

/** The figures and the verdict of a load. */
export function resultOf(load: PerfLoad, end: LoadEnd): LoadResult {
  const { startedAt, startedMs, course, reading, consumers, readBack } = end;
  const { totals, latency, latencyFromSend, seconds, lastEndedMs, notSentRecords } = reading;
  const { records, bytes, failedRecords, errors, retries, brokers } = totals;
  const elapsedMs = lastEndedMs === undefined ? 0 : Math.max(1, lastEndedMs - startedMs - course.measuredSinceMs);
  const perSecond = (amount: number) => (elapsedMs === 0 ? 0 : (amount * 1_000) / elapsedMs);
  const { recordsPerSecond: asked } = load;
  const spanMs = course.endedMs - course.measuredSinceMs;
  const share = asked === undefined ? undefined : achievedShare({ records, elapsedMs, spanMs }, asked);
  const rates = { recordsPerSecond: perSecond(records), bytesPerSecond: perSecond(bytes) };
  const { isInterrupted } = course;
  const delivery = isWhole(readBack) ? readBack : undefined;
  const measured = { failedRecords, achievedShare: share, latency, delivery, isInterrupted };
  return {
    load,
    startedAt,
    isInterrupted,
    elapsedMs: Math.round(elapsedMs),
    warmUpRecords: Math.max(0, course.offered - records - failedRecords - notSentRecords),
    acknowledgedRecords: records,
    acknowledgedBytes: bytes,
    failedRecords,
    neverSentRecords: course.neverSent + notSentRecords,
    ...rates,
    achievedShare: share,
    latency,
    latencyFromSend,
    ...{ errors, retries, brokers, consumers, longestPauseMs: Math.round(course.longestPauseMs), seconds, readBack },
    verdict: judge(load.slo, measured),
    officialLine: officialLine({ records, ...rates }, latency),
  };
}

/** Losses are told only of what was read to its end. */
const isWhole = (readBack: ReadBack | undefined): readBack is ReadBack => readBack?.problems.length === 0;
