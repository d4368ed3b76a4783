// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface CreateAclsRequest {
  readonly creations: readonly AclCreation[];
}

export interface AclCreation {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly resourcePatternType?: number;
  readonly principal: string;
  readonly host: string;
  readonly operation: number;
  readonly permissionType: number;
}

export interface CreateAclsResponse {
  readonly throttleTimeMs: number;
  readonly results: readonly AclCreationResult[];
}

export interface AclCreationResult {
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export const createAcls: Api<CreateAclsRequest, CreateAclsResponse> = {
  name: 'CreateAcls',
  key: 30,
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  request: [
    { name: 'creations', array: true, type: [
      { name: 'resourceType', type: 'int8' },
      { name: 'resourceName', type: 'string' },
      { name: 'resourcePatternType', default: 3, type: 'int8' },
      { name: 'principal', type: 'string' },
      { name: 'host', type: 'string' },
      { name: 'operation', type: 'int8' },
      { name: 'permissionType', type: 'int8' },
    ] },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'results', array: true, type: [
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', nullable: true, type: 'string' },
    ] },
  ],
};
