import { describe, expect, it } from 'vitest';
import { costOf } from '../../../../src/domain/perf/cost-per-gigabyte.ts';
import { roomBytes } from '../../../../src/domain/perf/free-disk.ts';
import { officialLine } from '../../../../src/domain/perf/official-line.ts';
import { productionProblem } from '../../../../src/domain/perf/production-name.ts';
import { judge } from '../../../../src/domain/perf/slo.ts';
import { anyLatency } from '../../../builders/perf-report.ts';

const slo = { leastAchievedShare: 0.995, latencies: [{ percentile: 'p99', mostMs: 50 }] } as const;
const good = { failedRecords: 0, achievedShare: 1, latency: anyLatency, delivery: undefined, isInterrupted: false };
const nothing = { read: 5, lost: 0, duplicates: 0, outOfOrder: 0, writtenThoughFailed: 0, unsent: 0 };

describe('the verdict of a load', () => {
  it('passes where everything was written, in time', () => {
    expect(judge(slo, good)).toEqual({ kind: 'passed', reasons: [] });
  });

  it('is none where the load was interrupted, unless something was wrong by then', () => {
    const interrupted = { ...good, isInterrupted: true };
    expect(judge(slo, interrupted)).toEqual({ kind: 'interrupted', reasons: [] });
    const inWarmUp = { ...interrupted, latency: undefined, achievedShare: 0 };
    expect(judge(slo, inWarmUp)).toEqual({ kind: 'interrupted', reasons: [] });
    expect(judge(slo, { ...interrupted, failedRecords: 1 })).toMatchObject({ kind: 'failed' });
  });

  it.each([
    [{ failedRecords: 1 }, '1 record could not be written'],
    [{ achievedShare: 0.99 }, '99.0 % of the rate was achieved, less than 99.5 %'],
    [{ latency: { ...anyLatency, p99Ms: 51 } }, 'p99 is 51 ms, more than 50 ms'],
    [{ latency: undefined }, 'no record was acknowledged'],
    [{ delivery: { ...nothing, lost: 3 } }, '3 records lost: acknowledged and not in the topic'],
    [{ delivery: { ...nothing, duplicates: 1 } }, '1 record in the topic more than once'],
    [{ delivery: { ...nothing, outOfOrder: 2 } }, '2 records out of order within a partition'],
  ])('fails for %j', (measured, reason) => {
    expect(judge(slo, { ...good, ...measured })).toEqual({ kind: 'failed', reasons: [reason] });
  });
});

describe('the official line', () => {
  it('has the words, the units and the digits of kafka-producer-perf-test', () => {
    const figures = { records: 50_000, recordsPerSecond: 9_988.04, bytesPerSecond: 10_223_616 };
    expect(
      officialLine(figures, {
        ...anyLatency,
        averageMs: 2.394,
        maxMs: 20.76,
        p50Ms: 2,
        p95Ms: 6.4,
        p99Ms: 8,
        p999Ms: 13,
      }),
    ).toBe(
      '50000 records sent, 9988.0 records/sec (9.75 MB/sec), 2.39 ms avg latency, 20.76 ms max latency, 2 ms 50th, 6 ms 95th, 8 ms 99th, 13 ms 99.9th.',
    );
  });

  it('says NaN of nothing, as the official tool does', () => {
    expect(officialLine({ records: 0, recordsPerSecond: 0, bytesPerSecond: 0 }, undefined)).toMatch(
      /^0 records sent, 0\.0 records\/sec \(0\.00 MB\/sec\), NaN ms avg latency/,
    );
  });
});

describe('names of topics', () => {
  it.each(['orders-prod', 'PROD.orders', 'live_events', 'a.production', '__consumer_offsets'])('refuses %s', name => {
    expect(productionProblem(name)).toBeDefined();
  });

  it.each(['orders', 'products', 'delivery', 'kafka-steward-perf-1'])('takes %s', name => {
    expect(productionProblem(name)).toBeUndefined();
  });
});

describe('room on disks', () => {
  it('keeps a tenth of each free, and goes by the fullest', () => {
    const disks = [
      { brokerId: 1, usableBytes: 500, totalBytes: 1_000 },
      { brokerId: 2, usableBytes: 300, totalBytes: 1_000 },
    ];
    expect(roomBytes(disks)).toBe(400);
    expect(roomBytes([...disks, { brokerId: 3, usableBytes: undefined, totalBytes: undefined }])).toBeUndefined();
    expect(roomBytes([{ brokerId: 1, usableBytes: 50, totalBytes: 1_000 }])).toBe(0);
  });
});

describe('cost per GB', () => {
  it('is the price of an hour over what an hour writes', () => {
    expect(costOf(3.6, 1e6, 'as given')).toEqual({ usdPerHour: 3.6, usdPerGigabyte: 1, basis: 'as given' });
    expect(costOf(3.6, 0, 'as given')).toBeUndefined();
  });
});
