import { setTimeout } from 'node:timers/promises';
import type { BrokerConnection } from '../../src/adapters/kafka/connection/broker-connection.ts';
import { type OffsetCommitRequest, offsetCommit } from '../../src/adapters/kafka/protocol/generated/offset-commit.ts';
import { committedOffset, type FleetSize, groupName, topicName, topicsOfGroup } from './fleet.ts';

/** The last version that calls topics by name: the fleet's topic ids are the cluster's to choose. */
const version = 9;
/** Coordinator load in progress, not available, moved: all pass soon after the offsets topic is made. */
const passingErrors = [14, 15, 16];

/** One commit from outside the group, as an empty group allows it: all its partitions in one request. */
export async function commitFleetGroup(size: FleetSize, group: number, connection: BrokerConnection): Promise<void> {
  const request = commitOf(size, group);
  for (let attempt = 1; ; attempt++) {
    const { topics } = await connection.request(offsetCommit, request, { version });
    const error = topics.flatMap(topic => topic.partitions).find(({ errorCode }) => errorCode !== 0)?.errorCode;
    if (error === undefined) return;
    if (!passingErrors.includes(error) || attempt === 100) {
      throw new Error(`commit of ${request.groupId}: Kafka error ${error} at attempt ${attempt}`);
    }
    await setTimeout(200);
  }
}

const commitOf = (size: FleetSize, group: number): OffsetCommitRequest => ({
  groupId: groupName(group),
  generationIdOrMemberEpoch: -1,
  memberId: '',
  topics: topicsOfGroup(size, group).map(topic => ({
    name: topicName(topic),
    partitions: Array.from({ length: size.partitionsPerTopic }, (_, partitionIndex) => ({
      partitionIndex,
      committedOffset: BigInt(committedOffset(group, topic, partitionIndex)),
      committedMetadata: '',
    })),
  })),
});
