import type { Check } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import { counted } from '../domain/lag/figures.ts';
import { block, pass } from '../domain/offsets/group-checks.ts';
import { roomBytes } from '../domain/perf/free-disk.ts';
import type { PerfLoad, PerfRequest } from '../domain/perf/perf-load.ts';
import type { PerfPlan } from '../domain/perf/perf-plan.ts';
import { productionProblem } from '../domain/perf/production-name.ts';
import { loadsOf } from '../domain/perf/ramp.ts';
import { averageBytes, mostBatchBytes } from '../domain/perf/record-sizes.ts';
import { recordsOf } from '../domain/perf/schedule.ts';
import { perfTopicPrefix } from '../domain/perf/topic-step.ts';
import { byteSize } from '../domain/records/entry-facts.ts';
import type { ClusterReader } from '../ports/cluster-reader.ts';
import type { TopicAdmin } from '../ports/topic-admin.ts';
import { checkNewTopic } from './perf-topic.ts';

export interface PlanPerfWorld extends ClusterReader {
  readonly topics: TopicAdmin;
}

/** Kept for a day, should nobody remove it. */
const leftForMs = 86_400_000;
const usualReplicationFactor = 3;

/** What a load would write and what speaks against it. Reads only. Rejects with TopicUnknown. */
export async function planPerf(
  { topic, isForced, load, ramp }: PerfRequest,
  runName: string,
  world: PlanPerfWorld,
): Promise<PerfPlan> {
  const [cluster, disks] = await Promise.all([world.describeCluster(), world.topics.readDisks()]);
  const placed = await placeOf(topic, runName, cluster.brokers.length, world.topics);
  const room = roomBytes(disks);
  const loads = loadsOf(load, ramp).map(each => boundByRoom(each, room, placed.replicationFactor));
  const bytes = loads.reduce((sum, each) => sum + bytesOf(each), 0);
  const bytesWithCopies = bytes * placed.replicationFactor;
  const production = isForced ? undefined : productionProblem(placed.name);
  const checks: readonly Check[] = [
    ...(production === undefined ? [] : [block('topic-is-no-production', production)]),
    checkHealth(cluster.underReplicatedPartitionCount + cluster.leaderlessPartitionCount, isForced),
    checkRoom(room, bytesWithCopies, disks.length, isForced),
    ...checkSizes(load, await limitOf(placed, world.topics)),
    ...(placed.isOwn ? await checkNewTopic(placed, world.topics) : [stays(placed.name)]),
  ];
  const { length: brokerCount } = cluster.brokers;
  const risk = `writes up to ${sizeText(bytes)} to topic ${placed.name} (${sizeText(bytesWithCopies)} with copies)`;
  return {
    kind: 'perf-plan',
    clusterId: cluster.clusterId,
    brokerCount,
    topic: placed,
    loads,
    checks,
    bytes,
    bytesWithCopies,
    risk,
  };
}

async function placeOf(
  topic: PerfRequest['topic'],
  runName: string,
  brokerCount: number,
  topics: TopicAdmin,
): Promise<PerfPlan['topic']> {
  if (topic.kind === 'own') {
    const { name = `${perfTopicPrefix}${runName}`, partitions, settings } = topic;
    const replicationFactor = topic.replicationFactor ?? Math.min(usualReplicationFactor, brokerCount);
    const kept = { 'retention.ms': String(leftForMs), ...settings };
    return { name, partitions, replicationFactor, isOwn: true, settings: kept };
  }
  const found = await topics.readTopic(topic.name);
  if (found !== undefined) return { ...found, isOwn: false, settings: {} };
  const message = `topic ${JSON.stringify(topic.name)} is not on the cluster; leave --allow-existing out to have it made`;
  throw new OperationError('TopicUnknown', message);
}

/** A load without a rate and without a number of records ends where the disks have no more room. */
function boundByRoom(load: PerfLoad, room: number | undefined, copies: number): PerfLoad {
  const { amount, recordsPerSecond, workload } = load;
  if (amount.kind !== 'time' || recordsPerSecond !== undefined || room === undefined) return load;
  const mostRecords = Math.floor(room / copies / averageBytes(workload.sizes));
  return { ...load, amount: { ...amount, mostRecords } };
}

const bytesOf = ({ recordsPerSecond, amount, workload }: PerfLoad): number =>
  recordsOf(recordsPerSecond, amount) * averageBytes(workload.sizes);

function checkHealth(ailing: number, isForced: boolean): Check {
  if (ailing === 0) return pass('cluster-is-healthy', 'every partition has all its replicas in sync');
  const sentence = `${counted(ailing, 'partition')} of the cluster lack replicas: a load would keep them from catching up`;
  return isForced
    ? { name: 'cluster-is-healthy', level: 'warn', sentence }
    : block('cluster-is-healthy', `${sentence}; wait, or say --force`);
}

function checkRoom(room: number | undefined, bytesWithCopies: number, brokers: number, isForced: boolean): Check {
  const name = 'disks-have-room';
  if (room === undefined) {
    const untold = 'brokers do not tell how much room their disks have';
    if (Number.isFinite(bytesWithCopies))
      return { name, level: 'warn', sentence: `${untold}; ${sizeText(bytesWithCopies)} come in all` };
    return isForced
      ? { name, level: 'warn', sentence: untold }
      : block(name, `${untold}, and a load without an end may fill them; give a number of records, or say --force`);
  }
  const told = `${sizeText(bytesWithCopies)} with copies, and ${sizeText(room)} may be written to the ${counted(brokers, 'broker')}`;
  return bytesWithCopies <= room
    ? pass(name, told)
    : block(name, `${told}: a disk that fills takes its broker down; send less`);
}

/** How large a batch may be in the topic; undefined where nobody tells. */
async function limitOf({ name, isOwn, settings }: PerfPlan['topic'], topics: TopicAdmin): Promise<number | undefined> {
  const chosen = settings['max.message.bytes'];
  return chosen === undefined ? await topics.readMostBatchBytes(isOwn ? undefined : name) : Number(chosen);
}

/** A record that does not fit a batch of its own is refused by brokers, each time. */
function checkSizes({ workload, producer }: PerfLoad, limit: number | undefined): readonly Check[] {
  const most = mostBatchBytes(workload.sizes);
  if (limit === undefined || most <= limit) return [];
  const sentence = `records of up to ${most} B with their batch are more than the ${limit} B of max.message.bytes: brokers refuse them`;
  const mend = 'send smaller ones, or give the topic of the load a larger --topic-setting max.message.bytes';
  return producer.compression === 'none'
    ? [block('records-fit', `${sentence}; ${mend}`)]
    : [{ name: 'records-fit', level: 'warn', sentence: `${sentence}, unless they are compressed to less` }];
}

const stays = (topic: string): Check => ({
  name: 'topic-stays',
  level: 'warn',
  sentence: `topic ${topic} is there already: the records stay in it until its retention removes them`,
});

const sizeText = (bytes: number): string => (Number.isFinite(bytes) ? byteSize(bytes) : 'as much as the cluster takes');
