import type { GroupMember } from '../../../../domain/kafka/group.ts';
import { describeGroups } from '../../protocol/generated/describe-groups.ts';
import { Reader } from '../../protocol/reader.ts';
import { type Describer, member } from './described.ts';

const groupIdNotFound = 69;

/** DescribeGroups (15). It answers `Dead` for a group of another kind, or 69 from v6 on: both mean "not a classic group". */
export const describeClassic: Describer = async (connection, groups) => {
  if (connection.versionOf(describeGroups) === undefined) return undefined;
  const answer = await connection.request(describeGroups, { groups });
  return answer.groups.map(({ groupId, errorCode, groupState, protocolType, protocolData, members }) => ({
    group: groupId,
    errorCode: errorCode === 0 && groupState === 'Dead' ? groupIdNotFound : errorCode,
    state: groupState,
    ...(protocolData === '' ? {} : { assignor: protocolData }),
    members: members.map(told => {
      const [assignment, subscription] =
        protocolType === 'consumer'
          ? [consumerAssignment(told.memberAssignment), consumerSubscription(told.memberMetadata)]
          : [];
      return member(told, told.groupInstanceId, assignment, subscription);
    }),
  }));
};

/**
 * What the group's leader handed to a member, in the consumer protocol's own form:
 *
 *   version INT16, topics => [name STRING, partitions => [INT32]], user_data BYTES
 *
 * Empty while the group rebalances. Other clients may write what they like: what cannot be read is not told.
 */
function consumerAssignment(bytes: Uint8Array): GroupMember['assignment'] {
  return tryToRead(bytes, reader =>
    Array.from({ length: reader.length32() }, () => ({
      topic: reader.text(reader.length16()),
      partitions: Array.from({ length: reader.length32() }, () => reader.int32()),
    })),
  );
}

/** What a member asked for, in the same protocol: version INT16, topics => [STRING], then fields we do not need. */
function consumerSubscription(bytes: Uint8Array): GroupMember['subscription'] {
  return tryToRead(bytes, reader => Array.from({ length: reader.length32() }, () => reader.text(reader.length16())));
}

function tryToRead<T>(bytes: Uint8Array, read: (reader: Reader) => T): T | undefined {
  if (bytes.length === 0) return undefined;
  try {
    const reader = new Reader(Buffer.from(bytes), 0, 'what a member wrote');
    reader.skip(2);
    return read(reader);
  } catch {
    return undefined;
  }
}
