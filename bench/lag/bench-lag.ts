import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ClusterClient } from '../../src/adapters/kafka/client/cluster-client.ts';
import { connect } from '../fleet/connect.ts';
import { type FleetSize, truthOf } from '../fleet/fleet.ts';
import { writeGroups } from '../fleet/write-groups.ts';
import { writeTopics } from '../fleet/write-topics.ts';
import { loadAverage } from '../measure/machine.ts';
import { peakMethod } from '../measure/run-process.ts';
import type { BenchOptions } from '../options.ts';
import { prepareContestants } from '../peers/prepare-contestants.ts';
import type { PartReport } from '../report.ts';
import { type Brokers, endBrokers, startBrokers } from './brokers.ts';
import { judgeTargets } from './judge-targets.ts';
import { standingsTable } from './standings-table.ts';
import { takeRounds } from './take-rounds.ts';

/** Measures every client on fleets of growing size, on brokers that live as long as this takes. */
export async function benchLag(options: BenchOptions, cacheDirectory: string): Promise<readonly PartReport[]> {
  const scratch = await mkdtemp(path.join(cacheDirectory, 'run-'));
  const brokersDirectory = path.join(scratch, 'brokers');
  const cleanUp = async () => {
    await endBrokers(brokersDirectory);
    await rm(scratch, { recursive: true, force: true });
  };
  const cleanUpAndLeave = () => void cleanUp().finally(() => process.exit(130));
  process.once('SIGINT', cleanUpAndLeave).once('SIGTERM', cleanUpAndLeave);
  try {
    return await measureFleets(options, await startBrokers(brokersDirectory), { cacheDirectory, scratch });
  } finally {
    await cleanUp();
    process.off('SIGINT', cleanUpAndLeave).off('SIGTERM', cleanUpAndLeave);
  }
}

interface Directories {
  readonly cacheDirectory: string;
  readonly scratch: string;
}

async function measureFleets(options: BenchOptions, brokers: Brokers, directories: Directories) {
  await timed('topics and records', () => withClient(brokers, client => writeTopics(options.fleets[0]!, client)));
  const reports: PartReport[] = [];
  let loadedGroups = 0;
  for (const fleet of options.fleets) {
    const more = Array.from({ length: fleet.groups - loadedGroups }, (_, index) => loadedGroups + index);
    await timed(`the commits of ${more.length} groups`, () =>
      withClient(brokers, client => writeGroups(fleet, more, client)),
    );
    loadedGroups = fleet.groups;
    reports.push(await measureFleet(fleet, options.rounds, brokers, directories));
  }
  return reports;
}

async function withClient(brokers: Brokers, work: (client: ClusterClient) => Promise<void>): Promise<void> {
  const client = connect(brokers.bootstrapServers);
  try {
    await work(client);
  } finally {
    client.close();
  }
}

async function measureFleet(
  fleet: FleetSize,
  rounds: number,
  brokers: Brokers,
  { cacheDirectory, scratch }: Directories,
): Promise<PartReport> {
  const truth = truthOf(fleet);
  const found = await prepareContestants({ ...brokers, groups: fleet.groups, cacheDirectory });
  const loadBefore = loadAverage();
  const standings = await takeRounds(
    found.filter(client => client.kind === 'ready'),
    rounds,
    truth,
    scratch,
  );
  const skipped = found.filter(client => client.kind === 'skipped');
  const text = [
    `truth: ${grouped(truth.groups)} groups, ${grouped(truth.groupPartitions)} group-partitions, ` +
      `committed ${grouped(truth.sumCommitted)} in sum, lag ${grouped(truth.totalLag)}`,
    `${fleet.topics} topics × ${fleet.partitionsPerTopic} partitions; ${fleet.livePercent} % of the groups have a live member`,
    `3 brokers, Kafka ${brokers.kafkaVersion}, 2 GB heap each; load average ${loadBefore} before, ${loadAverage()} after`,
    `whole process, median of rounds in turn; peak memory by ${peakMethod}`,
    '',
    standingsTable(standings, skipped),
    '',
    ...judgeTargets(fleet.groups, standings),
  ].join('\n');
  const heading = `lag: ${grouped(truth.groups)} groups × ${grouped(truth.groupPartitions)} group-partitions`;
  return { heading, text, wrong: standings.some(({ fault }) => fault !== undefined) };
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const startedMs = performance.now();
  process.stderr.write(`writing ${what}\n`);
  await work();
  process.stderr.write(`  ${((performance.now() - startedMs) / 1_000).toFixed(1)} s\n`);
}

const grouped = (value: number) => value.toLocaleString('en-US');
