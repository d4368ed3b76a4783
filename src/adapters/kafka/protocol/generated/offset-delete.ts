// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface OffsetDeleteRequest {
  readonly groupId: string;
  readonly topics: readonly OffsetDeleteRequestTopic[];
}

export interface OffsetDeleteRequestTopic {
  readonly name: string;
  readonly partitions: readonly OffsetDeleteRequestPartition[];
}

export interface OffsetDeleteRequestPartition {
  readonly partitionIndex: number;
}

export interface OffsetDeleteResponse {
  readonly errorCode: number;
  readonly throttleTimeMs: number;
  readonly topics: readonly OffsetDeleteResponseTopic[];
}

export interface OffsetDeleteResponseTopic {
  readonly name: string;
  readonly partitions: readonly OffsetDeleteResponsePartition[];
}

export interface OffsetDeleteResponsePartition {
  readonly partitionIndex: number;
  readonly errorCode: number;
}

export const offsetDelete: Api<OffsetDeleteRequest, OffsetDeleteResponse> = {
  name: 'OffsetDelete',
  key: 47,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Infinity,
  request: [
    { name: 'groupId', type: 'string' },
    { name: 'topics', array: true, type: [
      { name: 'name', type: 'string' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
      ] },
    ] },
  ],
  response: [
    { name: 'errorCode', type: 'int16' },
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'topics', array: true, type: [
      { name: 'name', type: 'string' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'errorCode', type: 'int16' },
      ] },
    ] },
  ],
};
