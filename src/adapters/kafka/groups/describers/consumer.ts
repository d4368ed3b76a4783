import { consumerGroupDescribe } from '../../protocol/generated/consumer-group-describe.ts';
import { assigned, type Describer, member } from './described.ts';

/** ConsumerGroupDescribe (69): groups of the new protocol, KIP-848. */
export const describeConsumer: Describer = async (connection, groups) => {
  if (connection.versionOf(consumerGroupDescribe) === undefined) return undefined;
  const answer = await connection.request(consumerGroupDescribe, {
    groupIds: groups,
    includeAuthorizedOperations: false,
  });
  return answer.groups.map(({ groupId, errorCode, groupState, groupEpoch, assignorName, members }) => ({
    group: groupId,
    errorCode,
    state: groupState,
    epoch: groupEpoch,
    assignor: assignorName,
    members: members.map(told => member(told, told.instanceId, assigned(told.assignment), told.subscribedTopicNames)),
  }));
};
