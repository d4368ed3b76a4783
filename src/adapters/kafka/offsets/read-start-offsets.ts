import type { CommitsRead } from '../../../ports/offset-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { sentenceOf } from '../error-sentence.ts';
import {
  type DescribeShareGroupOffsetsResponseGroup,
  describeShareGroupOffsets,
} from '../protocol/generated/describe-share-group-offsets.ts';
import { askCoordinator, type Judged, refusedBy } from './ask-coordinator.ts';

type Told = Pick<DescribeShareGroupOffsetsResponseGroup, 'errorCode' | 'topics'>;

/**
 * The start offsets of a share group. A partition that the group has taken up, but for which its members have not decided
 * where to start, is there without one: Kafka's −1.
 */
export async function readStartOffsets(client: ClusterClient, group: string): Promise<CommitsRead> {
  const { errorCode, topics } = await askCoordinator(client, group, connection => fetchAll(connection, group));
  if (errorCode !== 0) throw refusedBy(errorCode, `the start offsets of group ${JSON.stringify(group)} cannot be read`);
  const rows = topics.flatMap(({ topicName, partitions }) =>
    partitions.map(told => ({ topic: topicName, partition: told.partitionIndex, ...told })),
  );
  return {
    commits: rows
      .filter(row => row.errorCode === 0)
      .map(({ topic, partition, startOffset, lag }) => ({
        topic,
        partition,
        ...(startOffset < 0n ? {} : { commit: { offset: Number(startOffset), metadata: '' } }),
        ...(lag < 0n ? {} : { undoneRecords: Number(lag) }),
      })),
    problems: rows
      .filter(row => row.errorCode !== 0)
      .map(({ topic, partition, errorCode: code }) => ({ topic, partition, problem: sentenceOf(code) })),
  };
}

async function fetchAll(connection: BrokerConnection, group: string): Promise<Judged<Told>> {
  const answer = await connection.request(describeShareGroupOffsets, { groups: [{ groupId: group, topics: null }] });
  const told: Told = answer.groups.find(({ groupId }) => groupId === group) ?? { errorCode: -1, topics: [] };
  const codes = told.topics.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode));
  return { answer: told, codes: [told.errorCode, ...codes] };
}
