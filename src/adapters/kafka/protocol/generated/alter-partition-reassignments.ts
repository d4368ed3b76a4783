// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface AlterPartitionReassignmentsRequest {
  readonly timeoutMs?: number;
  readonly allowReplicationFactorChange?: boolean;
  readonly topics: readonly ReassignableTopic[];
}

export interface ReassignableTopic {
  readonly name: string;
  readonly partitions: readonly ReassignablePartition[];
}

export interface ReassignablePartition {
  readonly partitionIndex: number;
  readonly replicas?: readonly number[] | null;
}

export interface AlterPartitionReassignmentsResponse {
  readonly throttleTimeMs: number;
  readonly allowReplicationFactorChange: boolean;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly responses: readonly ReassignableTopicResponse[];
}

export interface ReassignableTopicResponse {
  readonly name: string;
  readonly partitions: readonly ReassignablePartitionResponse[];
}

export interface ReassignablePartitionResponse {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export const alterPartitionReassignments: Api<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse> = {
  name: 'AlterPartitionReassignments',
  key: 45,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  request: [
    { name: 'timeoutMs', default: 60000, type: 'int32' },
    { name: 'allowReplicationFactorChange', versions: [1], default: true, type: 'bool' },
    { name: 'topics', array: true, type: [
      { name: 'name', type: 'string' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'replicas', array: true, nullable: true, default: null, type: 'int32' },
      ] },
    ] },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'allowReplicationFactorChange', versions: [1], ignorable: true, default: true, type: 'bool' },
    { name: 'errorCode', type: 'int16' },
    { name: 'errorMessage', nullable: true, type: 'string' },
    { name: 'responses', array: true, type: [
      { name: 'name', type: 'string' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'errorCode', type: 'int16' },
        { name: 'errorMessage', nullable: true, type: 'string' },
      ] },
    ] },
  ],
};
