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
    members: members.map(told =>
      member(
        told,
        told.groupInstanceId,
        protocolType === 'consumer' ? consumerAssignment(Buffer.from(told.memberAssignment)) : undefined,
      ),
    ),
  }));
};

/**
 * What the group's leader handed to a member, in the consumer protocol's own form:
 *
 *   version INT16, topics => [name STRING, partitions => [INT32]], user_data BYTES
 *
 * Empty while the group rebalances. Other clients may write what they like: what cannot be read is not told.
 */
function consumerAssignment(bytes: Buffer): GroupMember['assignment'] {
  if (bytes.length === 0) return undefined;
  try {
    const reader = new Reader(bytes, 0, 'member assignment');
    reader.skip(2);
    return Array.from({ length: reader.length32() }, () => ({
      topic: reader.text(reader.length16()),
      partitions: Array.from({ length: reader.length32() }, () => reader.int32()),
    }));
  } catch {
    return undefined;
  }
}
