// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface OffsetFetchRequest {
  readonly groupId?: string;
  readonly topics?: readonly OffsetFetchRequestTopic[] | null;
  readonly groups?: readonly OffsetFetchRequestGroup[];
  readonly requireStable?: boolean;
}

export interface OffsetFetchRequestTopic {
  readonly name: string;
  readonly partitionIndexes: readonly number[];
}

export interface OffsetFetchRequestGroup {
  readonly groupId: string;
  readonly memberId?: string | null;
  readonly memberEpoch?: number;
  readonly topics: readonly OffsetFetchRequestTopics[] | null;
}

export interface OffsetFetchRequestTopics {
  readonly name?: string;
  readonly topicId?: string;
  readonly partitionIndexes: readonly number[];
}

export interface OffsetFetchResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly OffsetFetchResponseTopic[];
  readonly errorCode: number;
  readonly groups: readonly OffsetFetchResponseGroup[];
}

export interface OffsetFetchResponseTopic {
  readonly name: string;
  readonly partitions: readonly OffsetFetchResponsePartition[];
}

export interface OffsetFetchResponsePartition {
  readonly partitionIndex: number;
  readonly committedOffset: bigint;
  readonly committedLeaderEpoch: number;
  readonly metadata: string | null;
  readonly errorCode: number;
}

export interface OffsetFetchResponseGroup {
  readonly groupId: string;
  readonly topics: readonly OffsetFetchResponseTopics[];
  readonly errorCode: number;
}

export interface OffsetFetchResponseTopics {
  readonly name: string;
  readonly topicId: string;
  readonly partitions: readonly OffsetFetchResponsePartitions[];
}

export interface OffsetFetchResponsePartitions {
  readonly partitionIndex: number;
  readonly committedOffset: bigint;
  readonly committedLeaderEpoch: number;
  readonly metadata: string | null;
  readonly errorCode: number;
}

export const offsetFetch: Api<OffsetFetchRequest, OffsetFetchResponse> = {
  name: 'OffsetFetch',
  key: 9,
  minVersion: 1,
  maxVersion: 10,
  flexibleFrom: 6,
  request: [
    { name: 'groupId', versions: [1, 7], type: 'string' },
    { name: 'topics', array: true, versions: [1, 7], nullable: [2], type: [
      { name: 'name', type: 'string' },
      { name: 'partitionIndexes', array: true, type: 'int32' },
    ] },
    { name: 'groups', array: true, versions: [8], type: [
      { name: 'groupId', type: 'string' },
      { name: 'memberId', versions: [9], nullable: true, ignorable: true, default: null, type: 'string' },
      { name: 'memberEpoch', versions: [9], ignorable: true, default: -1, type: 'int32' },
      { name: 'topics', array: true, nullable: true, type: [
        { name: 'name', versions: [8, 9], ignorable: true, type: 'string' },
        { name: 'topicId', versions: [10], ignorable: true, type: 'uuid' },
        { name: 'partitionIndexes', array: true, type: 'int32' },
      ] },
    ] },
    { name: 'requireStable', versions: [7], type: 'bool' },
  ],
  response: [
    { name: 'throttleTimeMs', versions: [3], ignorable: true, type: 'int32' },
    { name: 'topics', array: true, versions: [1, 7], type: [
      { name: 'name', type: 'string' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'committedOffset', type: 'int64' },
        { name: 'committedLeaderEpoch', versions: [5], ignorable: true, default: -1, type: 'int32' },
        { name: 'metadata', nullable: true, type: 'string' },
        { name: 'errorCode', type: 'int16' },
      ] },
    ] },
    { name: 'errorCode', versions: [2, 7], ignorable: true, type: 'int16' },
    { name: 'groups', array: true, versions: [8], type: [
      { name: 'groupId', type: 'string' },
      { name: 'topics', array: true, type: [
        { name: 'name', versions: [8, 9], ignorable: true, type: 'string' },
        { name: 'topicId', versions: [10], ignorable: true, type: 'uuid' },
        { name: 'partitions', array: true, type: [
          { name: 'partitionIndex', type: 'int32' },
          { name: 'committedOffset', type: 'int64' },
          { name: 'committedLeaderEpoch', default: -1, type: 'int32' },
          { name: 'metadata', nullable: true, type: 'string' },
          { name: 'errorCode', type: 'int16' },
        ] },
      ] },
      { name: 'errorCode', type: 'int16' },
    ] },
  ],
};
