import type { DeliveryLedger } from '../domain/perf/delivery-ledger.ts';
import type { Latency } from '../domain/perf/latency.ts';
import type { PerfSecond } from '../domain/perf/perf-report.ts';
import { openTally, type Totals } from '../domain/perf/tally.ts';
import type { LatencyHistogram, OpenHistogram } from '../ports/latency-histogram.ts';
import type { BatchOutcome, ProducerEvents } from '../ports/load-producer.ts';

/** Turns what becomes of batches into figures, while the load runs. */
export interface LoadMeter extends ProducerEvents {
  readonly read: () => MeterReading;
}

export interface MeterReading {
  readonly totals: Totals;
  readonly latency: Latency | undefined;
  readonly latencyFromSend: Latency | undefined;
  readonly seconds: readonly PerfSecond[];
  /** When the last measured record was acknowledged. */
  readonly lastEndedMs: number | undefined;
  /** Taken, and given up before anybody tried to send them. */
  readonly notSentRecords: number;
}

export function openMeter(
  startedMs: number,
  ledger: DeliveryLedger | undefined,
  openHistogram: OpenHistogram,
): LoadMeter {
  const tally = openTally();
  const [fromIntended, fromSend] = [openHistogram(), openHistogram()];
  const seconds = openSeconds(openHistogram());
  let lastEndedMs: number | undefined;
  let notSentRecords = 0;
  return {
    onRetry: tally.retried,
    onBatch(outcome) {
      const { partition, firstSequence, recordCount, payloadBytes, intendedMs, measuredFrom, endedMs, error } = outcome;
      if (error === 'NOT_SENT') {
        notSentRecords += recordCount;
        return;
      }
      const second = Math.max(0, Math.floor((endedMs - startedMs) / 1_000));
      ledger?.told(partition, firstSequence, recordCount, error === undefined ? 'acknowledged' : 'failed');
      if (error !== undefined) {
        tally.failed(error, recordCount);
        seconds.at(second).failedRecords += recordCount;
        return;
      }
      const now = seconds.at(second);
      now.records += recordCount;
      now.bytes += payloadBytes;
      for (let at = 0; at < recordCount; at += 1) {
        const waitedMs = endedMs - intendedMs[at]!;
        now.latency.record(waitedMs);
        if (at >= measuredFrom) fromIntended.record(waitedMs);
      }
      const measured = recordCount - measuredFrom;
      if (measured === 0) return;
      fromSend.record(endedMs - outcome.sentMs, measured);
      tally.acknowledged(outcome.brokerId, measured, measuredBytes(outcome, measured));
      lastEndedMs = endedMs;
    },
    read: () => ({
      totals: tally.totals(),
      latency: fromIntended.summary(),
      latencyFromSend: fromSend.summary(),
      seconds: seconds.close(),
      lastEndedMs,
      notSentRecords,
    }),
  };
}

/** A batch on the border of the warm-up counts by its part. */
function measuredBytes({ payloadBytes, recordCount }: BatchOutcome, measured: number): number {
  return measured === recordCount ? payloadBytes : Math.round((payloadBytes * measured) / recordCount);
}

interface OpenSecond {
  readonly latency: LatencyHistogram;
  records: number;
  bytes: number;
  failedRecords: number;
}

/** Ends of batches come in order of time, so one second at a time is open; what comes of it later is its own row. */
function openSeconds(latency: LatencyHistogram) {
  const closed: PerfSecond[] = [];
  let openAt = 0;
  let now: OpenSecond = { latency, records: 0, bytes: 0, failedRecords: 0 };
  const close = (): void => {
    const { records, bytes, failedRecords } = now;
    const { p50Ms, p99Ms, maxMs } = latency.summary() ?? {};
    closed.push({ second: openAt, records, bytes, failedRecords, p50Ms, p99Ms, maxMs });
    latency.reset();
    now = { latency, records: 0, bytes: 0, failedRecords: 0 };
  };
  return {
    at(second: number): OpenSecond {
      for (; openAt < second; openAt += 1) close();
      return now;
    },
    close(): readonly PerfSecond[] {
      if (now.records + now.failedRecords > 0) close();
      return closed;
    },
  };
}
