import { shareGroupDescribe } from '../../protocol/generated/share-group-describe.ts';
import { assigned, type Describer, member } from './described.ts';

/** ShareGroupDescribe (77): share groups, KIP-932. */
export const describeShare: Describer = async (connection, groups) => {
  if (connection.versionOf(shareGroupDescribe) === undefined) return undefined;
  const answer = await connection.request(shareGroupDescribe, { groupIds: groups, includeAuthorizedOperations: false });
  return answer.groups.map(({ groupId, errorCode, groupState, groupEpoch, assignorName, members }) => ({
    group: groupId,
    errorCode,
    state: groupState,
    epoch: groupEpoch,
    assignor: assignorName,
    members: members.map(told => member(told, null, assigned(told.assignment))),
  }));
};
