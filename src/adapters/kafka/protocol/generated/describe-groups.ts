// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface DescribeGroupsRequest {
  readonly groups: readonly string[];
  readonly includeAuthorizedOperations?: boolean;
}

export interface DescribeGroupsResponse {
  readonly throttleTimeMs: number;
  readonly groups: readonly DescribedGroup[];
}

export interface DescribedGroup {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly groupId: string;
  readonly groupState: string;
  readonly protocolType: string;
  readonly protocolData: string;
  readonly members: readonly DescribedGroupMember[];
  readonly authorizedOperations: number;
}

export interface DescribedGroupMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly memberMetadata: Uint8Array;
  readonly memberAssignment: Uint8Array;
}

export const describeGroups: Api<DescribeGroupsRequest, DescribeGroupsResponse> = {
  name: 'DescribeGroups',
  key: 15,
  minVersion: 0,
  maxVersion: 6,
  flexibleFrom: 5,
  request: [
    { name: 'groups', array: true, type: 'string' },
    { name: 'includeAuthorizedOperations', versions: [3], type: 'bool' },
  ],
  response: [
    { name: 'throttleTimeMs', versions: [1], ignorable: true, type: 'int32' },
    { name: 'groups', array: true, type: [
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', versions: [6], nullable: true, default: null, type: 'string' },
      { name: 'groupId', type: 'string' },
      { name: 'groupState', type: 'string' },
      { name: 'protocolType', type: 'string' },
      { name: 'protocolData', type: 'string' },
      { name: 'members', array: true, type: [
        { name: 'memberId', type: 'string' },
        { name: 'groupInstanceId', versions: [4], nullable: true, ignorable: true, default: null, type: 'string' },
        { name: 'clientId', type: 'string' },
        { name: 'clientHost', type: 'string' },
        { name: 'memberMetadata', type: 'bytes' },
        { name: 'memberAssignment', type: 'bytes' },
      ] },
      { name: 'authorizedOperations', versions: [3], default: -2147483648, type: 'int32' },
    ] },
  ],
};
