import { counted } from '../../../domain/lag/figures.ts';
import { type LogSample, NO_SIZE } from '../../../domain/workload/log-sample.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { ClusterMetadata } from '../client/metadata.ts';
import { sentenceOf } from '../error-sentence.ts';
import { PartitionDictionary } from '../snapshot/partition-dictionary.ts';
import { readPositions } from '../snapshot/read-positions.ts';
import { type BrokerSizes, readSizes } from './read-sizes.ts';

/** Ends and sizes of all logs, read side by side: what is written meanwhile is in the next sample. */
export async function readLogs(client: ClusterClient): Promise<LogSample> {
  const found = await client.metadata('all');
  const { dictionary, replicas, leaders } = rowsOf(found);
  const takenAtMs = client.options.nowMs();
  const [{ columns }, sizes] = await Promise.all([
    readPositions(client, dictionary, undefined),
    readSizes(
      client,
      found.brokers.map(({ brokerId }) => brokerId),
    ),
  ]);
  const topics = dictionary.topics.names;
  return {
    clusterId: found.clusterId,
    takenAtMs,
    topics,
    partitions: columns,
    bytes: bytesOf(dictionary, leaders, sizes),
    replicas,
    racks: found.brokers.map(({ rack }) => rack),
    diskBytes: sizes.flatMap(broker => [...broker.topics.values()]).reduce((sum, topic) => sum + totalOf(topic), 0),
    hiddenTopics: hiddenTopics(sizes, new Set(topics)),
    gaps: [...sizeGaps(sizes), ...positionGaps(columns.error)],
  };
}

function rowsOf({ topics }: ClusterMetadata) {
  const dictionary = new PartitionDictionary();
  const partitions = topics.flatMap(({ name, partitions: led }) => {
    const topic = dictionary.topics.indexOf(name);
    return led.map(about => ({ row: dictionary.rowOf(topic, about.partition), ...about }));
  });
  const replicas = new Uint8Array(dictionary.count);
  const leaders = new Int32Array(dictionary.count);
  for (const { row, replicaIds, leaderId } of partitions) {
    replicas[row] = replicaIds.length;
    leaders[row] = leaderId;
  }
  return { dictionary, replicas, leaders };
}

function bytesOf(
  { topics, topic, partition, count }: PartitionDictionary,
  leaders: Int32Array,
  sizes: readonly BrokerSizes[],
): Float64Array {
  const told = new Map(sizes.map(broker => [broker.brokerId, broker.topics]));
  return Float64Array.from({ length: count }, (_, row) => {
    const name = topics.names[topic[row]!]!;
    const size = (held: BrokerSizes['topics'] | undefined) => held?.get(name)?.get(partition[row]!);
    return size(told.get(leaders[row]!)) ?? Math.max(NO_SIZE, ...sizes.map(broker => size(broker.topics) ?? NO_SIZE));
  });
}

const totalOf = (sizes: ReadonlyMap<number, number>): number =>
  [...sizes.values()].reduce((sum, size) => sum + size, 0);

function hiddenTopics(sizes: readonly BrokerSizes[], described: ReadonlySet<string>): number {
  const onDisk = new Set(sizes.flatMap(({ topics }) => [...topics.keys()]));
  return [...onDisk].filter(topic => !described.has(topic)).length;
}

function sizeGaps(sizes: readonly BrokerSizes[]): string[] {
  const silent = sizes.filter(({ problem }) => problem !== undefined);
  const [first] = silent;
  if (first === undefined) return [];
  const which =
    silent.length === sizes.length ? 'any broker' : `broker ${silent.map(({ brokerId }) => brokerId).join(', ')}`;
  return [`sizes of logs are not told by ${which}: ${first.problem ?? ''}`];
}

function positionGaps(errors: Int16Array): string[] {
  const codes = errors.filter(code => code !== 0);
  const [first] = codes;
  return first === undefined ? [] : [`ends of ${counted(codes.length, 'log')} cannot be read: ${sentenceOf(first)}`];
}
