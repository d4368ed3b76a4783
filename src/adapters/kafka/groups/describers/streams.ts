import type { GroupMember } from '../../../../domain/kafka/group.ts';
import {
  type DescribedGroup,
  type Member,
  streamsGroupDescribe,
} from '../../protocol/generated/streams-group-describe.ts';
import { type Describer, member } from './described.ts';

/** StreamsGroupDescribe (89): streams groups, KIP-1071. */
export const describeStreams: Describer = async (connection, groups) => {
  if (connection.versionOf(streamsGroupDescribe) === undefined) return undefined;
  const answer = await connection.request(streamsGroupDescribe, {
    groupIds: groups,
    includeAuthorizedOperations: false,
  });
  return answer.groups.map(({ groupId, errorCode, groupState, groupEpoch, topology, members }) => ({
    group: groupId,
    errorCode,
    state: groupState,
    epoch: groupEpoch,
    members: members.map(told => member(told, told.instanceId, sourcePartitions(topology, told.assignment))),
  }));
};

/** A task is a partition number of each source topic of its subtopology. */
function sourcePartitions(
  topology: DescribedGroup['topology'],
  { activeTasks }: Member['assignment'],
): GroupMember['assignment'] {
  const sources = new Map(
    (topology?.subtopologies ?? []).map(({ subtopologyId, sourceTopics, repartitionSourceTopics }) => [
      subtopologyId,
      [...sourceTopics, ...repartitionSourceTopics.map(({ name }) => name)],
    ]),
  );
  return activeTasks.flatMap(({ subtopologyId, partitions }) =>
    (sources.get(subtopologyId) ?? []).map(topic => ({ topic, partitions })),
  );
}
