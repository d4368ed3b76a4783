// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface FindCoordinatorRequest {
  readonly key?: string;
  readonly keyType?: number;
  readonly coordinatorKeys?: readonly string[];
}

export interface FindCoordinatorResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly coordinators: readonly Coordinator[];
}

export interface Coordinator {
  readonly key: string;
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export const findCoordinator: Api<FindCoordinatorRequest, FindCoordinatorResponse> = {
  name: 'FindCoordinator',
  key: 10,
  minVersion: 0,
  maxVersion: 6,
  flexibleFrom: 3,
  request: [
    { name: 'key', versions: [0, 3], type: 'string' },
    { name: 'keyType', versions: [1], type: 'int8' },
    { name: 'coordinatorKeys', array: true, versions: [4], type: 'string' },
  ],
  response: [
    { name: 'throttleTimeMs', versions: [1], ignorable: true, type: 'int32' },
    { name: 'errorCode', versions: [0, 3], type: 'int16' },
    { name: 'errorMessage', versions: [1, 3], nullable: true, ignorable: true, type: 'string' },
    { name: 'nodeId', versions: [0, 3], type: 'int32' },
    { name: 'host', versions: [0, 3], type: 'string' },
    { name: 'port', versions: [0, 3], type: 'int32' },
    { name: 'coordinators', array: true, versions: [4], type: [
      { name: 'key', type: 'string' },
      { name: 'nodeId', type: 'int32' },
      { name: 'host', type: 'string' },
      { name: 'port', type: 'int32' },
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', nullable: true, type: 'string' },
    ] },
  ],
};
