// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface OffsetCommitRequest {
  readonly groupId: string;
  readonly generationIdOrMemberEpoch?: number;
  readonly memberId: string;
  readonly groupInstanceId?: string | null;
  readonly retentionTimeMs?: bigint;
  readonly topics: readonly OffsetCommitRequestTopic[];
}

export interface OffsetCommitRequestTopic {
  readonly name?: string;
  readonly topicId?: string;
  readonly partitions: readonly OffsetCommitRequestPartition[];
}

export interface OffsetCommitRequestPartition {
  readonly partitionIndex: number;
  readonly committedOffset: bigint;
  readonly committedLeaderEpoch?: number;
  readonly committedMetadata: string | null;
}

export interface OffsetCommitResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly OffsetCommitResponseTopic[];
}

export interface OffsetCommitResponseTopic {
  readonly name: string;
  readonly topicId: string;
  readonly partitions: readonly OffsetCommitResponsePartition[];
}

export interface OffsetCommitResponsePartition {
  readonly partitionIndex: number;
  readonly errorCode: number;
}

export const offsetCommit: Api<OffsetCommitRequest, OffsetCommitResponse> = {
  name: 'OffsetCommit',
  key: 8,
  minVersion: 2,
  maxVersion: 10,
  flexibleFrom: 8,
  request: [
    { name: 'groupId', type: 'string' },
    { name: 'generationIdOrMemberEpoch', default: -1, type: 'int32' },
    { name: 'memberId', type: 'string' },
    { name: 'groupInstanceId', versions: [7], nullable: true, default: null, type: 'string' },
    { name: 'retentionTimeMs', versions: [2, 4], ignorable: true, default: -1n, type: 'int64' },
    { name: 'topics', array: true, type: [
      { name: 'name', versions: [2, 9], ignorable: true, type: 'string' },
      { name: 'topicId', versions: [10], ignorable: true, type: 'uuid' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'committedOffset', type: 'int64' },
        { name: 'committedLeaderEpoch', versions: [6], ignorable: true, default: -1, type: 'int32' },
        { name: 'committedMetadata', nullable: true, type: 'string' },
      ] },
    ] },
  ],
  response: [
    { name: 'throttleTimeMs', versions: [3], ignorable: true, type: 'int32' },
    { name: 'topics', array: true, type: [
      { name: 'name', versions: [2, 9], ignorable: true, type: 'string' },
      { name: 'topicId', versions: [10], ignorable: true, type: 'uuid' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'errorCode', type: 'int16' },
      ] },
    ] },
  ],
};
