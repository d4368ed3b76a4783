import type { HostPort } from '../../../domain/kafka/connection.ts';
import { rowError } from '../../../domain/kafka/row-error.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { metadata } from '../protocol/generated/metadata.ts';

export interface BrokerAddress extends HostPort {
  readonly brokerId: number;
  readonly rack?: string;
}

export interface TopicMetadata {
  readonly name: string;
  /** 22 base64url characters; empty before Kafka 2.8. */
  readonly topicId: string;
  readonly errorCode: number;
  readonly partitions: readonly PartitionMetadata[];
}

export interface PartitionMetadata {
  readonly partition: number;
  /** Kafka's −1 where there is none. */
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly replicaIds: readonly number[];
  readonly inSyncReplicaIds: readonly number[];
  readonly errorCode: number;
}

export interface ClusterMetadata {
  readonly clusterId: string;
  readonly controllerId?: number;
  readonly brokers: readonly BrokerAddress[];
  readonly topics: readonly TopicMetadata[];
}

const leaderNotAvailable = 5;

/**
 * Why a partition has no leader, or 0 where it has one: an election is coming while a broker with all of its records is
 * up (Kafka's 5, which passes), else it has none until such a broker is back.
 */
export function leaderCode(
  { leaderId, inSyncReplicaIds }: Pick<PartitionMetadata, 'leaderId' | 'inSyncReplicaIds'>,
  isUp: (brokerId: number) => boolean,
): number {
  if (leaderId >= 0) return rowError.none;
  return inSyncReplicaIds.some(isUp) ? leaderNotAvailable : rowError.leaderUnknown;
}

const noTopicId = 'AAAAAAAAAAAAAAAAAAAAAA';

/** Asks one broker. Topics: those named, `all`, or none. Never creates a topic, whatever the broker's settings. */
export async function fetchMetadata(
  connection: BrokerConnection,
  topics: readonly string[] | 'all',
): Promise<ClusterMetadata> {
  const answer = await connection.request(metadata, {
    topics: topics === 'all' ? null : topics.map(name => ({ name })),
    allowAutoTopicCreation: false,
  });
  return {
    clusterId: answer.clusterId ?? '',
    ...(answer.controllerId >= 0 ? { controllerId: answer.controllerId } : {}),
    brokers: answer.brokers.map(({ nodeId, host, port, rack }) => ({
      brokerId: nodeId,
      host,
      port,
      ...(rack === null ? {} : { rack }),
    })),
    topics: answer.topics.map(topic => ({
      name: topic.name ?? '',
      topicId: topic.topicId === noTopicId ? '' : topic.topicId,
      errorCode: topic.errorCode,
      partitions: topic.partitions.map(partition => ({
        partition: partition.partitionIndex,
        leaderId: partition.leaderId,
        leaderEpoch: partition.leaderEpoch,
        replicaIds: partition.replicaNodes,
        inSyncReplicaIds: partition.isrNodes,
        errorCode: partition.errorCode,
      })),
    })),
  };
}
