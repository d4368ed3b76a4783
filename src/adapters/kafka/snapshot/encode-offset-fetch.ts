import { encodeRequest } from '../protocol/encode.ts';
import { offsetFetch } from '../protocol/generated/offset-fetch.ts';
import { Writer } from '../protocol/writer.ts';
import { offsetFetchVersions } from './decode-offset-fetch.ts';

const memberFrom = 9;
const nullOrEmpty = 0;
const noMemberEpoch = -1;

/**
 * Body of an OffsetFetch request for all topics of some groups; of one group before v8.
 *
 *   v8+: groups => [group_id, member_id NULLABLE (v9+), member_epoch INT32 (v9+), topics NULLABLE], require_stable BOOL
 *
 * Written without an object for a group: a fleet has tens of thousands.
 */
export function encodeOffsetFetch(version: number, groups: readonly string[]): Buffer {
  if (version < offsetFetchVersions.manyGroupsFrom) {
    return encodeRequest(offsetFetch, version, { groupId: groups[0]!, topics: null });
  }
  const writer = new Writer();
  writer.unsignedVarint(groups.length + 1);
  for (const group of groups) {
    writer.compactString(group);
    if (version >= memberFrom) {
      writer.unsignedVarint(nullOrEmpty);
      writer.int32(noMemberEpoch);
    }
    writer.unsignedVarint(nullOrEmpty); // topics: all
    writer.unsignedVarint(nullOrEmpty); // tagged fields
  }
  writer.int8(0);
  writer.unsignedVarint(nullOrEmpty);
  return writer.written();
}
