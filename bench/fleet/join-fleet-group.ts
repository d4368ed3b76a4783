import type { BrokerConnection } from '../../src/adapters/kafka/connection/broker-connection.ts';
import { type FleetSize, groupName, topicName, topicsOfGroup } from './fleet.ts';
import { joinGroup, syncGroup } from './membership-api.ts';

/** Longer than any bench: the member stays without a heartbeat. The brokers allow it by group.max.session.timeout.ms. */
const sessionTimeoutMs = 86_400_000;

/** One classic member that owns all partitions of the topics its group reads. */
export async function joinFleetGroup(size: FleetSize, group: number, connection: BrokerConnection): Promise<void> {
  const groupId = groupName(group);
  const topics = topicsOfGroup(size, group).map(topicName);
  const joined = await connection.request(joinGroup, {
    groupId,
    sessionTimeoutMs,
    rebalanceTimeoutMs: 60_000,
    memberId: '',
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: subscriptionTo(topics) }],
  });
  if (joined.errorCode !== 0) throw new Error(`join of ${groupId}: Kafka error ${joined.errorCode}`);
  const { generationId, memberId } = joined;
  const assignments = [{ memberId, assignment: assignmentOf(topics, size.partitionsPerTopic) }];
  const synced = await connection.request(syncGroup, { groupId, generationId, memberId, assignments });
  if (synced.errorCode !== 0) throw new Error(`sync of ${groupId}: Kafka error ${synced.errorCode}`);
}

// The two structures below are Kafka's ConsumerProtocolSubscription and ConsumerProtocolAssignment, version 0.

const subscriptionTo = (topics: readonly string[]) =>
  Buffer.concat([int16(0), int32(topics.length), ...topics.flatMap(stringBytes), noUserData()]);

const assignmentOf = (topics: readonly string[], partitionCount: number) =>
  Buffer.concat([
    int16(0),
    int32(topics.length),
    ...topics.flatMap(topic => [...stringBytes(topic), int32(partitionCount), ...upTo(partitionCount).map(int32)]),
    noUserData(),
  ]);

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const noUserData = () => int32(-1);
const stringBytes = (value: string) => [int16(Buffer.byteLength(value)), Buffer.from(value)];

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
