import { type BrokerAddress, leaderCode } from '../client/metadata.ts';
import type { Frame } from '../connection/broker-connection.ts';
import { Reader } from '../protocol/reader.ts';
import { arrayLength } from './array-length.ts';

/** Who leads the partitions of one topic, by partition number. */
export interface TopicLeaders {
  /** 22 base64url characters; empty before Kafka 2.8. */
  readonly topicId: string;
  readonly errorCode: number;
  /** NOT_NAMED where metadata does not tell the partition, −1 where it has no leader. */
  readonly leaderIds: Int32Array;
  /** Why there is no leader, by partition number; absent where there is one. */
  readonly codes: ReadonlyMap<number, number>;
}

export interface LeaderTable {
  readonly brokers: readonly BrokerAddress[];
  readonly topics: ReadonlyMap<string, TopicLeaders>;
}

export const NOT_NAMED = -2;

/** From the first version that can forbid the creation of topics, to the last stable one. */
export const leaderVersions = { min: 4, max: 13 } as const;

const offlineReplicasFrom = 5;
const leaderEpochFrom = 7;
const authorizedOperationsFrom = 8;
const flexibleFrom = 9;
const topicIdFrom = 10;
const clusterOperationsUntil = 11;
const answerCodeFrom = 13;
const noTopicId = 'AAAAAAAAAAAAAAAAAAAAAA';

/**
 * Reads who leads what from a Metadata answer, without an object for a partition.
 *
 *   throttle INT32, brokers => [id INT32, host, port INT32, rack NULLABLE], cluster_id NULLABLE, controller INT32,
 *   topics => [error INT16, name, topic_id UUID (v10+), is_internal BOOL, partitions, operations INT32 (v8+)]
 *   partitions => [error INT16, partition INT32, leader INT32, epoch INT32 (v7+), replicas, isr, offline (v5+) => [INT32]],
 *   operations INT32 (v8–v10), error INT16 (v13+)
 */
export function decodeLeaders(frame: Frame, version: number): LeaderTable {
  const flexible = version >= flexibleFrom;
  const reader = new Reader(frame.bytes, frame.bodyStart, `Metadata v${version} answer`);
  const text = (): string => reader.text(Math.max(0, flexible ? reader.compactLength() : reader.length16()));
  const endOfStruct = (): void => (flexible ? reader.skipTaggedFields() : undefined);
  reader.skip(4);
  const brokers = Array.from({ length: arrayLength(reader, flexible) }, () => {
    const broker = { brokerId: reader.int32(), host: text(), port: reader.int32() };
    text(); // rack
    endOfStruct();
    return broker;
  });
  const isUp = new Set(brokers.map(({ brokerId }) => brokerId));
  text(); // cluster id
  reader.skip(4); // controller id
  const topics = new Map<string, TopicLeaders>();
  for (let left = arrayLength(reader, flexible); left > 0; left -= 1) {
    const errorCode = reader.int16();
    const name = text();
    const topicId = version >= topicIdFrom ? reader.uuid() : noTopicId;
    reader.skip(1); // is internal
    const led = decodePartitions(reader, version, isUp);
    if (version >= authorizedOperationsFrom) reader.skip(4);
    endOfStruct();
    topics.set(name, { topicId: topicId === noTopicId ? '' : topicId, errorCode, ...led });
  }
  if (version >= authorizedOperationsFrom && version < clusterOperationsUntil) reader.skip(4);
  if (version >= answerCodeFrom) reader.skip(2);
  endOfStruct();
  reader.finish();
  return { brokers, topics };
}

function decodePartitions(
  reader: Reader,
  version: number,
  isUp: ReadonlySet<number>,
): Pick<TopicLeaders, 'leaderIds' | 'codes'> {
  const flexible = version >= flexibleFrom;
  const count = arrayLength(reader, flexible);
  let leaderIds = new Int32Array(count).fill(NOT_NAMED);
  const codes = new Map<number, number>();
  for (let left = count; left > 0; left -= 1) {
    reader.skip(2); // the code repeats what leader and replicas say
    const partition = reader.int32();
    const leaderId = reader.int32();
    if (version >= leaderEpochFrom) reader.skip(4);
    reader.skip(4 * arrayLength(reader, flexible)); // replicas
    const inSync = Array.from({ length: leaderId < 0 ? arrayLength(reader, flexible) : 0 }, () => reader.int32());
    if (leaderId >= 0) reader.skip(4 * arrayLength(reader, flexible));
    if (version >= offlineReplicasFrom) reader.skip(4 * arrayLength(reader, flexible));
    if (flexible) reader.skipTaggedFields();
    if (partition < 0 || partition > reader.end) reader.violated(`partition ${partition}`);
    if (partition >= leaderIds.length) leaderIds = longer(leaderIds, partition + 1);
    leaderIds[partition] = leaderId;
    if (leaderId < 0)
      codes.set(
        partition,
        leaderCode({ leaderId, inSyncReplicaIds: inSync }, id => isUp.has(id)),
      );
  }
  return { leaderIds, codes };
}

/** Partitions come in any order, and a topic that is being created does not name them all. */
function longer(column: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length).fill(NOT_NAMED);
  grown.set(column);
  return grown;
}
