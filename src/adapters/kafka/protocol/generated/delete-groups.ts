// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface DeleteGroupsRequest {
  readonly groupsNames: readonly string[];
}

export interface DeleteGroupsResponse {
  readonly throttleTimeMs: number;
  readonly results: readonly DeletableGroupResult[];
}

export interface DeletableGroupResult {
  readonly groupId: string;
  readonly errorCode: number;
}

export const deleteGroups: Api<DeleteGroupsRequest, DeleteGroupsResponse> = {
  name: 'DeleteGroups',
  key: 42,
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  request: [
    { name: 'groupsNames', array: true, type: 'string' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'results', array: true, type: [
      { name: 'groupId', type: 'string' },
      { name: 'errorCode', type: 'int16' },
    ] },
  ],
};
