import { type ClusterMetadata, leaderCode } from '../client/metadata.ts';
import { groupNames } from './group-names.ts';

/** Each of its partitions holds the groups whose names hash to it; the leader is their coordinator. */
export const offsetsTopic = '__consumer_offsets';

/** Groups in a partition without a leader have no coordinator: no broker lists them, and none says so. */
export function leaderlessCodes({ topics, brokers }: ClusterMetadata): readonly number[] {
  const up = new Set(brokers.map(({ brokerId }) => brokerId));
  return topics
    .flatMap(({ partitions }) => partitions.map(partition => leaderCode(partition, id => up.has(id))))
    .filter(code => code !== 0);
}

/** A group name, that nobody has, for each partition that the broker leads. */
export function groupNamesOn({ topics }: Pick<ClusterMetadata, 'topics'>, brokerId: number): readonly string[] {
  const partitions = topics.flatMap(topic => topic.partitions);
  const names = groupNames(partitions.length);
  return partitions.filter(({ leaderId }) => leaderId === brokerId).map(({ partition }) => names[partition] ?? '');
}

/** Who leads which of its partitions since when, as one broker sees it. */
export const coordinatorsIn = ({ topics }: Pick<ClusterMetadata, 'topics'>): string =>
  topics
    .flatMap(({ partitions }) => partitions)
    .map(({ partition, leaderId, leaderEpoch }) => `${partition}:${leaderId}:${leaderEpoch}`)
    .toSorted()
    .join(' ');
