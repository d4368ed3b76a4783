import { describe, expect, it } from 'vitest';
import { openHdrHistogram } from '../../../src/adapters/latency/hdr-histogram.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import type { PerfLoad } from '../../../src/domain/perf/perf-load.ts';
import type { PerfReport } from '../../../src/domain/perf/perf-report.ts';
import { readPerfFields } from '../../../src/domain/perf/read-perf-fields.ts';
import { findLeftTopics } from '../../../src/operations/find-left-topics.ts';
import { type PerfWorld, producePerf } from '../../../src/operations/perf-produce.ts';
import { planPerf } from '../../../src/operations/plan-perf.ts';
import type { LoadProducerRequest, ProducerEvents } from '../../../src/ports/load-producer.ts';
import { toyHash } from '../../change/toy-runbook.ts';
import { inMemoryRuns } from '../../contracts/fakes/in-memory-runs.ts';
import { inMemoryTopics } from '../../contracts/fakes/in-memory-topics.ts';

/** A cluster that answers each record at once: `written`, `lost` (and not told so), or an error. */
function makeScene(fateOf: (sequence: number) => string = () => 'written', disks = roomy) {
  const clock = { ms: 0 };
  const nowMs = () => Date.parse('2026-03-01T12:00:00Z') + clock.ms;
  const topics = inMemoryTopics(disks);
  const runs = inMemoryRuns(nowMs);
  const interruption = new AbortController();
  const written: number[] = [];
  let seals = 0;
  const world: PerfWorld = {
    target: { clusterId: 'kafka-1', principal: 'User:admin' },
    topics,
    load: {
      readEnds: async () => [written.length],
      follow: async (_, until) => {
        await new Promise(resolve => until.addEventListener('abort', resolve));
        return { bytes: written.length * 10, nextOffsets: [written.length - 3] };
      },
      readBack: async (_, onRecord) => {
        for (const sequence of written) onRecord(0, sequence);
        return { foreign: 0, problems: [] };
      },
      openProducer: async (request: LoadProducerRequest, events: ProducerEvents) => {
        if (!topics.there.has(request.topic)) throw new OperationError('TopicUnknown', 'it is not there');
        let next = 0;
        return {
          partitionCount: 1,
          offer(valueBytes, intendedMs, isMeasured) {
            const sequence = next++;
            const fate = fateOf(sequence);
            if (fate === 'written') written.push(sequence);
            events.onBatch({
              ...{ partition: 0, brokerId: 1, firstSequence: sequence, recordCount: 1, payloadBytes: valueBytes },
              ...{ intendedMs: Float64Array.of(intendedMs), measuredFrom: isMeasured ? 0 : 1 },
              ...{ sentMs: clock.ms, endedMs: clock.ms + 2 },
              ...(fate === 'written' || fate === 'lost' ? {} : { error: fate }),
            });
            return true;
          },
          tick: () => undefined,
          outstandingRecords: () => 0,
          giveUp: () => undefined,
        };
      },
    },
    openHistogram: openHdrHistogram,
    nowMs,
    monotonicMs: () => clock.ms,
    sleep: async ms => {
      clock.ms += ms;
    },
    pause: async ms => {
      clock.ms += Math.max(1, ms);
    },
    interruption: interruption.signal,
    onProgress: () => undefined,
    onLoad: () => undefined,
    runs,
    person: 'ada',
    hash: toyHash,
    newSeal: () => ({ planId: `run-${++seals}`, nowMs: nowMs(), lifetimeMs: 1_000, hash: toyHash }),
    newTag: () => 7,
  };
  return { world, topics, runs, written, interruption };
}

const roomy = [{ brokerId: 1, usableBytes: 1e12, totalBytes: 1e12 }];

async function planOf(scene: ReturnType<typeof makeScene>, fields = {}, underReplicatedPartitionCount = 0) {
  const request = readPerfFields({ rate: '1000/s', duration: '2s', warmUp: '1s', ...fields });
  const cluster = {
    brokers: [{ brokerId: 1 }],
    clusterId: 'kafka-1',
    underReplicatedPartitionCount,
    leaderlessPartitionCount: 0,
  };
  return await planPerf(request, 'run-x', {
    describeCluster: async () => cluster as never,
    topics: scene.topics,
  });
}

async function produce(scene: ReturnType<typeof makeScene>, fields = {}): Promise<PerfReport> {
  const report = await producePerf(await planOf(scene, fields), scene.world);
  if (report.kind === 'topic-refused') throw new Error(report.report.reasons.join());
  return report;
}

describe('a load', () => {
  it('sends what was asked for, leaves the warm-up out, and takes its topic away', async () => {
    const scene = makeScene();
    const { results, cleanUp } = await produce(scene);
    expect(results[0]).toMatchObject({
      ...{ acknowledgedRecords: 2_000, warmUpRecords: 1_000, failedRecords: 0, neverSentRecords: 0, achievedShare: 1 },
      readBack: { read: 3_000, lost: 0 },
      verdict: { kind: 'passed' },
    });
    expect(cleanUp).toEqual({ kind: 'removed', runId: 'run-1' });
    expect(scene.topics.there.size).toBe(0);
  });

  it('tells what those read that read meanwhile, and how far they were behind', async () => {
    const { results } = await produce(makeScene(), { consumers: 2 });
    expect(results[0]!.consumers).toMatchObject({ count: 2, bytes: 60_000, behindRecords: 3 });
  });

  it('counts failures by their error, and losses by what is not there', async () => {
    const fates: Readonly<Record<number, string>> = {
      5: 'NOT_ENOUGH_REPLICAS',
      6: 'NOT_ENOUGH_REPLICAS',
      7: 'lost',
      8: 'MESSAGE_TOO_LARGE',
    };
    const { results } = await produce(makeScene(sequence => fates[sequence] ?? 'written'));
    expect(results[0]).toMatchObject({
      errors: [
        { error: 'NOT_ENOUGH_REPLICAS', count: 2 },
        { error: 'MESSAGE_TOO_LARGE', count: 1 },
      ],
      readBack: { lost: 1 },
      verdict: { kind: 'failed' },
    });
  });

  it('stops a ramp at the first rate that fails, and names the one before', async () => {
    let sent = 0;
    const scene = makeScene(() => (++sent > 600 ? 'REQUEST_TIMED_OUT' : 'written'));
    const { results, kneeRecordsPerSecond } = await produce(scene, {
      rate: undefined,
      ramp: '100/s..500/s',
      rampSteps: 5,
      duration: '1s',
      warmUp: '0s',
      readBack: false,
    });
    expect(results).toHaveLength(4);
    expect(kneeRecordsPerSecond).toBe(300);
  });

  it('takes its topic away when it breaks off, and names the run that knows of it when it cannot', async () => {
    const scene = makeScene(() => {
      throw new OperationError('BrokerUnreachable', 'nobody answers');
    });
    await expect(produce(scene)).rejects.toThrow('nobody answers');
    expect(scene.topics.there.size).toBe(0);

    const stuck = makeScene();
    const plan = await planOf(stuck);
    let writes = 0;
    stuck.topics.onWrite = when => {
      if (when === 'before' && ++writes > 1) throw new OperationError('BrokerRefused', 'the controller is away');
    };
    const report = (await producePerf(plan, stuck.world)) as PerfReport;
    expect(report.cleanUp).toMatchObject({
      kind: 'left',
      runId: 'run-1',
      reason: expect.stringContaining('controller is away') as string,
    });
    const left = await findLeftTopics({ ...stuck.world, journal: stuck.runs.journal, clusterId: 'kafka-1' });
    expect(left).toEqual([{ topic: plan.topic.name, runId: 'run-1', isWrittenTo: false }]);
  });

  it('tells a topic that only has the name of one of ours, and no run', async () => {
    const scene = makeScene();
    await scene.topics.createTopic({
      name: 'kafka-steward-perf-other',
      partitions: 1,
      replicationFactor: 1,
      settings: {},
    });
    const left = await findLeftTopics({ ...scene.world, journal: scene.runs.journal, clusterId: 'kafka-1' });
    expect(left).toEqual([{ topic: 'kafka-steward-perf-other', runId: undefined, isWrittenTo: false }]);
  });

  it('sends nothing more once it is interrupted', async () => {
    const scene = makeScene(sequence => {
      if (sequence === 100) scene.interruption.abort();
      return 'written';
    });
    const { results, cleanUp } = await produce(scene, { warmUp: '0s' });
    expect(results[0]).toMatchObject({ isInterrupted: true, verdict: { kind: 'interrupted' }, readBack: { lost: 0 } });
    expect(results[0]!.acknowledgedRecords).toBeLessThan(200);
    expect(cleanUp.kind).toBe('removed');
  });
});

describe('the plan of a load', () => {
  const sentences = async (...args: Parameters<typeof planOf>) =>
    (await planOf(...args)).checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence);

  it('tells how much is written at most, copies included', async () => {
    expect(await planOf(makeScene(), { replicationFactor: 3 })).toMatchObject({
      bytes: 3e6,
      bytesWithCopies: 9e6,
      topic: { replicationFactor: 3 },
    });
  });

  it('refuses what the disks have no room for, and bounds a load without a rate by it', async () => {
    const tight = makeScene(undefined, [{ brokerId: 1, usableBytes: 2e6, totalBytes: 1e7 }]);
    expect(await sentences(tight)).toEqual([expect.stringMatching(/a disk that fills takes its broker down/)]);
    const [load] = (await planOf(tight, { rate: 'max' })).loads as [PerfLoad];
    expect(load.amount).toMatchObject({ mostRecords: 1_000 });
  });

  it('refuses a load without an end where nobody tells how much room there is', async () => {
    const untold = makeScene(undefined, [
      { brokerId: 1, usableBytes: undefined as never, totalBytes: undefined as never },
    ]);
    expect(await sentences(untold, { rate: 'max' })).toEqual([
      expect.stringMatching(/may fill them; give a number of records/),
    ]);
    expect(await sentences(untold)).toEqual([]);
  });

  it('refuses records that do not fit the batches of the topic, and warns where they may once compressed', async () => {
    const large = { recordSize: '1MiB' };
    expect(await sentences(makeScene(), large)).toEqual([
      expect.stringMatching(
        /^records of up to 1048637 B with their batch are more than the 1048588 B of max.message.bytes/,
      ),
    ]);
    expect(await sentences(makeScene(), { ...large, topicSettings: ['max.message.bytes=2000000'] })).toEqual([]);
    const { checks } = await planOf(makeScene(), { ...large, compression: 'zstd' });
    expect(checks.filter(({ level }) => level !== 'pass')).toMatchObject([{ name: 'records-fit', level: 'warn' }]);
  });

  it('refuses production, a cluster that lacks replicas, and more copies than brokers', async () => {
    expect(await sentences(makeScene(), { topic: 'orders-prod' })).toEqual([
      expect.stringMatching(/looks like production/),
    ]);
    expect(await sentences(makeScene(), {}, 4)).toEqual([
      expect.stringMatching(/^4 partitions of the cluster lack replicas/),
    ]);
    expect(await sentences(makeScene(), { replicationFactor: 9 })).toEqual([expect.stringMatching(/cannot be made/)]);
    expect(await sentences(makeScene(), { topic: 'orders-prod', force: true }, 4)).toEqual([]);
  });

  it('fails where the topic that should be there is not', async () => {
    await expect(planOf(makeScene(), { topic: 'orders', allowExisting: true })).rejects.toThrow(
      expect.objectContaining({ name: 'TopicUnknown' }) as Error,
    );
  });
});
