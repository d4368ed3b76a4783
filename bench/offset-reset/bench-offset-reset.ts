import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterClient } from '../../src/adapters/kafka/client/cluster-client.ts';
import { connect } from '../fleet/connect.ts';
import { writeTopics } from '../fleet/write-topics.ts';
import { endBrokers, startBrokers } from '../lag/brokers.ts';
import { loadAverage } from '../measure/machine.ts';
import { peakMethod } from '../measure/run-process.ts';
import { mark, medianOf } from '../measure/statistics.ts';
import { textTable } from '../measure/text-table.ts';
import type { BenchOptions } from '../options.ts';
import type { PartReport } from '../report.ts';
import { commitStarts, differenceFromEnds, partitionsPerTopic } from './reset-group.ts';
import { ourCommandName, prepareResetters, type Resetter } from './resetters.ts';

const secondsBelow = 3;

/** Moves one group with many partitions by our command and by Kafka's own, in turn, from the same offsets to the same. */
export async function benchOffsetReset(options: BenchOptions, cacheDirectory: string): Promise<PartReport> {
  const scratch = await mkdtemp(path.join(cacheDirectory, 'run-'));
  const brokersDirectory = path.join(scratch, 'brokers');
  const cleanUp = async () => {
    await endBrokers(brokersDirectory);
    await rm(scratch, { recursive: true, force: true });
  };
  const cleanUpAndLeave = () => void cleanUp().finally(() => process.exit(130));
  process.once('SIGINT', cleanUpAndLeave).once('SIGTERM', cleanUpAndLeave);
  try {
    const brokers = await startBrokers(brokersDirectory);
    const client = connect(brokers.bootstrapServers);
    const { resetPartitions: partitions, rounds } = options;
    const topics = partitions / partitionsPerTopic;
    await writeTopics({ groups: 1, partitionsPerGroup: 50, topics, partitionsPerTopic, livePercent: 0 }, client);
    const loadBefore = loadAverage();
    const standings = await takeTurns(prepareResetters(brokers, scratch), { partitions, rounds }, client);
    client.close();
    const text = [
      `3 brokers, Kafka ${brokers.kafkaVersion}, 2 GB heap each; load average ${loadBefore} before, ${loadAverage()} after`,
      `plan, checks, journal, commits, reading back; median of rounds in turn; peak memory by ${peakMethod}`,
      'ours with --watch 0s: by default it first watches the commits for 6 s, to catch consumers without membership',
      '',
      table(standings),
      '',
      judgement(standings),
    ].join('\n');
    const heading = `offset-reset: ${partitions.toLocaleString('en-US')} partitions of one group`;
    return { heading, text, wrong: standings.some(({ fault }) => fault !== undefined) };
  } finally {
    await cleanUp();
    process.off('SIGINT', cleanUpAndLeave).off('SIGTERM', cleanUpAndLeave);
  }
}

interface Standing {
  readonly resetter: Resetter;
  readonly walls: number[];
  readonly peaks: number[];
  /** The first run that failed, or left the group elsewhere. */
  fault: string | undefined;
}

async function takeTurns(
  resetters: readonly Resetter[],
  { partitions, rounds }: { readonly partitions: number; readonly rounds: number },
  client: ClusterClient,
): Promise<readonly Standing[]> {
  const standings = resetters.map((resetter): Standing => ({ resetter, walls: [], peaks: [], fault: undefined }));
  // Round 0 warms file caches and brokers and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const standing of standings) {
      await commitStarts(partitions, client);
      const { wallMs, peakMb, failure } = await standing.resetter.run();
      standing.fault ??= failure ?? (await differenceFromEnds(partitions, client));
      process.stderr.write(
        `  round ${round} of ${rounds}: ${standing.resetter.name} ${(wallMs / 1_000).toFixed(2)} s\n`,
      );
      if (round === 0) continue;
      standing.walls.push(wallMs);
      if (peakMb !== undefined) standing.peaks.push(peakMb);
    }
  }
  return standings;
}

function table(standings: readonly Standing[]): string {
  const ours = standings.find(({ resetter }) => resetter.name === ourCommandName)!;
  const rows = standings.map(({ resetter, walls, peaks, fault }) => [
    resetter.name,
    resetter.version,
    String(walls.length),
    (medianOf(walls) / 1_000).toFixed(3),
    `${(Math.min(...walls) / 1_000).toFixed(2)} … ${(Math.max(...walls) / 1_000).toFixed(2)}`,
    `${(medianOf(walls) / medianOf(ours.walls)).toFixed(1)}×`,
    peaks.length === 0 ? '-' : medianOf(peaks).toFixed(0),
    fault === undefined ? 'equal' : 'WRONG',
  ]);
  const head = ['client', 'version', 'rounds', 'median s', 'min … max', 'against ours', 'peak MB', 'offsets'];
  const faults = standings.flatMap(({ resetter, fault }) =>
    fault === undefined ? [] : [`WRONG ${resetter.name}: ${fault}`],
  );
  return [textTable([head, ...rows]), ...faults].join('\n');
}

function judgement(standings: readonly Standing[]): string {
  const seconds = medianOf(standings.find(({ resetter }) => resetter.name === ourCommandName)!.walls) / 1_000;
  return `target < ${secondsBelow} s, whole process: ${seconds.toFixed(2)} s ${mark(seconds < secondsBelow)}`;
}
