// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface DeleteAclsRequest {
  readonly filters: readonly DeleteAclsFilter[];
}

export interface DeleteAclsFilter {
  readonly resourceTypeFilter: number;
  readonly resourceNameFilter: string | null;
  readonly patternTypeFilter?: number;
  readonly principalFilter: string | null;
  readonly hostFilter: string | null;
  readonly operation: number;
  readonly permissionType: number;
}

export interface DeleteAclsResponse {
  readonly throttleTimeMs: number;
  readonly filterResults: readonly DeleteAclsFilterResult[];
}

export interface DeleteAclsFilterResult {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly matchingAcls: readonly DeleteAclsMatchingAcl[];
}

export interface DeleteAclsMatchingAcl {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly resourceType: number;
  readonly resourceName: string;
  readonly patternType: number;
  readonly principal: string;
  readonly host: string;
  readonly operation: number;
  readonly permissionType: number;
}

export const deleteAcls: Api<DeleteAclsRequest, DeleteAclsResponse> = {
  name: 'DeleteAcls',
  key: 31,
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  request: [
    { name: 'filters', array: true, type: [
      { name: 'resourceTypeFilter', type: 'int8' },
      { name: 'resourceNameFilter', nullable: true, type: 'string' },
      { name: 'patternTypeFilter', default: 3, type: 'int8' },
      { name: 'principalFilter', nullable: true, type: 'string' },
      { name: 'hostFilter', nullable: true, type: 'string' },
      { name: 'operation', type: 'int8' },
      { name: 'permissionType', type: 'int8' },
    ] },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'filterResults', array: true, type: [
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', nullable: true, type: 'string' },
      { name: 'matchingAcls', array: true, type: [
        { name: 'errorCode', type: 'int16' },
        { name: 'errorMessage', nullable: true, type: 'string' },
        { name: 'resourceType', type: 'int8' },
        { name: 'resourceName', type: 'string' },
        { name: 'patternType', default: 3, type: 'int8' },
        { name: 'principal', type: 'string' },
        { name: 'host', type: 'string' },
        { name: 'operation', type: 'int8' },
        { name: 'permissionType', type: 'int8' },
      ] },
    ] },
  ],
};
