import { OperationError } from '../domain/errors.ts';
import { type DeliveryLedger, openLedger } from '../domain/perf/delivery-ledger.ts';
import { fillerPool } from '../domain/perf/filler.ts';
import type { PerfLoad } from '../domain/perf/perf-load.ts';
import type { LoadResult, ReadBack } from '../domain/perf/perf-report.ts';
import { seededRandom } from '../domain/perf/random.ts';
import { keySampler } from '../domain/perf/record-keys.ts';
import { sizeSampler } from '../domain/perf/record-sizes.ts';
import { planSchedule, type Schedule } from '../domain/perf/schedule.ts';
import type { OpenHistogram } from '../ports/latency-histogram.ts';
import type { LoadProducer, LoadProducers } from '../ports/load-producer.ts';
import type { LoadReader } from '../ports/load-reader.ts';
import { startFollowers } from './load-followers.ts';
import { openMeter } from './load-meter.ts';
import { type Course, resultOf } from './load-result.ts';

/** What a load is sent through. */
export interface LoadWorld {
  readonly load: LoadProducers & LoadReader;
  readonly openHistogram: OpenHistogram;
  readonly nowMs: () => number;
  /** Never goes back, with fractions. */
  readonly monotonicMs: () => number;
  /** Resolves after that time, 0 as soon as the network had its turn; rejects never. */
  readonly pause: (ms: number) => Promise<void>;
  /** Stops the load: no record is begun from then on. */
  readonly interruption: AbortSignal;
  /** Told about each second. */
  readonly onProgress: (progress: LoadProgress) => void;
}

export interface LoadProgress {
  readonly elapsedMs: number;
  readonly offeredRecords: number;
  readonly outstandingRecords: number;
}

/** Of several loads on one topic each has its own. */
export interface LoadTarget {
  readonly topic: string;
  readonly tag: number;
}

/** Sends one load and says what came of it. Rejects with TopicUnknown, and where no broker can be reached at all. */
export async function runLoad(load: PerfLoad, { topic, tag }: LoadTarget, world: LoadWorld): Promise<LoadResult> {
  const ledger = load.readsBack ? openLedger() : undefined;
  const isRead = ledger !== undefined || load.consumers > 0;
  const fromOffsets = isRead ? await world.load.readEnds(topic) : [];
  const { compressibility, seed } = load.workload;
  const filler = fillerPool(compressibility, seededRandom(seed));
  let meter = openMeter(world.monotonicMs(), ledger, world.openHistogram);
  const producer = await world.load.openProducer(
    { topic, settings: load.producer, filler, tag },
    { onBatch: outcome => meter.onBatch(outcome), onRetry: error => meter.onRetry(error) },
  );
  const startedAt = new Date(world.nowMs()).toISOString();
  const startedMs = world.monotonicMs();
  meter = openMeter(startedMs, ledger, world.openHistogram);
  const followers = startFollowers(load.consumers, { topic, fromOffsets }, world);
  const course = await send(load, producer, startedMs, world).finally(followers.stop);
  const reading = meter.read();
  const consumers = await followers.read();
  const readBack = ledger && (await readAllBack(ledger, { topic, fromOffsets, tag }, world));
  return resultOf(load, { startedAt, startedMs, course, reading, consumers, readBack });
}

const betweenTicksMs = 1;
/** So many are offered at once before the network has its turn. */
const mostAtOnce = 2_000;

async function send(load: PerfLoad, producer: LoadProducer, startedMs: number, world: LoadWorld): Promise<Course> {
  const { workload, recordsPerSecond, amount } = load;
  const { monotonicMs, interruption } = world;
  const schedule = planSchedule(recordsPerSecond, amount);
  const random = seededRandom(workload.seed + 1);
  const nextSize = sizeSampler(workload.sizes, random);
  const nextKey = workload.keys === undefined ? () => undefined : keySampler(workload.keys, random);
  const tell = progressTeller(world, producer);
  let [offered, sizeBytes, key] = [0, nextSize(), nextKey()];
  let measuredSinceMs: number | undefined;
  let [elapsedMs, longestPauseMs] = [0, 0];
  while (!interruption.aborted) {
    const nowMs = monotonicMs() - startedMs;
    longestPauseMs = Math.max(longestPauseMs, nowMs - elapsedMs);
    elapsedMs = nowMs;
    const due = Math.min(schedule.mostRecords, schedule.dueBy(Math.min(elapsedMs, schedule.endsAtMs)));
    const upTo = Math.min(due, offered + mostAtOnce);
    while (offered < upTo) {
      const intendedMs = schedule.intendedMs(offered) ?? elapsedMs;
      const isMeasured = schedule.isMeasured(offered, intendedMs);
      if (!producer.offer(sizeBytes, startedMs + intendedMs, isMeasured, key)) break;
      if (isMeasured) measuredSinceMs ??= intendedMs;
      offered += 1;
      [sizeBytes, key] = [nextSize(), nextKey()];
    }
    producer.tick();
    if (offered >= schedule.mostRecords || elapsedMs >= schedule.endsAtMs) break;
    tell(elapsedMs, offered);
    await world.pause(offered === upTo && upTo < due ? 0 : betweenTicksMs);
  }
  await drain(load, producer, startedMs, offered, world, tell);
  return {
    offered,
    neverSent: neverSentOf(schedule, offered, elapsedMs),
    measuredSinceMs: measuredSinceMs ?? 0,
    endedMs: Math.min(elapsedMs, schedule.endsAtMs, schedule.intendedMs(schedule.mostRecords) ?? Infinity),
    isInterrupted: interruption.aborted,
    longestPauseMs,
  };
}

/** What is under way is awaited: as long as a record may take, and after an interruption only a moment. */
async function drain(
  { producer: { requestTimeoutMs } }: PerfLoad,
  producer: LoadProducer,
  startedMs: number,
  offered: number,
  { monotonicMs, pause, interruption }: LoadWorld,
  tell: (elapsedMs: number, offered: number) => void,
): Promise<void> {
  let gaveUpAtMs: number | undefined;
  while (producer.outstandingRecords() > 0) {
    if (interruption.aborted && gaveUpAtMs === undefined) {
      producer.giveUp();
      gaveUpAtMs = monotonicMs();
    }
    if (gaveUpAtMs !== undefined && monotonicMs() - gaveUpAtMs > requestTimeoutMs) {
      throw new OperationError('InternalError', 'a request is neither answered nor given up');
    }
    producer.tick();
    tell(monotonicMs() - startedMs, offered);
    await pause(betweenTicksMs);
  }
}

function neverSentOf(schedule: Schedule, offered: number, elapsedMs: number): number {
  const due = Math.min(schedule.mostRecords, schedule.dueBy(Math.min(elapsedMs, schedule.endsAtMs)));
  return Number.isFinite(due) ? Math.max(0, due - offered) : 0;
}

const betweenProgressMs = 1_000;

function progressTeller({ onProgress }: LoadWorld, producer: LoadProducer) {
  let toldMs = 0;
  return (elapsedMs: number, offeredRecords: number): void => {
    if (elapsedMs - toldMs < betweenProgressMs) return;
    toldMs = elapsedMs;
    onProgress({ elapsedMs, offeredRecords, outstandingRecords: producer.outstandingRecords() });
  };
}

async function readAllBack(
  ledger: DeliveryLedger,
  request: Parameters<LoadReader['readBack']>[0],
  { load }: LoadWorld,
): Promise<ReadBack> {
  try {
    const { foreign, problems } = await load.readBack(request, ledger.seen);
    return { ...ledger.compare(), foreign, problems };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return { ...ledger.compare(), lost: 0, foreign: 0, problems: [error.message] };
  }
}
