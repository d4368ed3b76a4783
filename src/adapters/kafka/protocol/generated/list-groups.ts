// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface ListGroupsRequest {
  readonly statesFilter?: readonly string[];
  readonly typesFilter?: readonly string[];
}

export interface ListGroupsResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly groups: readonly ListedGroup[];
}

export interface ListedGroup {
  readonly groupId: string;
  readonly protocolType: string;
  readonly groupState: string;
  readonly groupType: string;
}

export const listGroups: Api<ListGroupsRequest, ListGroupsResponse> = {
  name: 'ListGroups',
  key: 16,
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 3,
  request: [
    { name: 'statesFilter', array: true, versions: [4], type: 'string' },
    { name: 'typesFilter', array: true, versions: [5], type: 'string' },
  ],
  response: [
    { name: 'throttleTimeMs', versions: [1], ignorable: true, type: 'int32' },
    { name: 'errorCode', type: 'int16' },
    { name: 'groups', array: true, type: [
      { name: 'groupId', type: 'string' },
      { name: 'protocolType', type: 'string' },
      { name: 'groupState', versions: [4], ignorable: true, type: 'string' },
      { name: 'groupType', versions: [5], ignorable: true, type: 'string' },
    ] },
  ],
};
