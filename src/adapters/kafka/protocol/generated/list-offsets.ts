// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface ListOffsetsRequest {
  readonly replicaId: number;
  readonly isolationLevel?: number;
  readonly topics: readonly ListOffsetsTopic[];
  readonly timeoutMs?: number;
}

export interface ListOffsetsTopic {
  readonly name: string;
  readonly partitions: readonly ListOffsetsPartition[];
}

export interface ListOffsetsPartition {
  readonly partitionIndex: number;
  readonly currentLeaderEpoch?: number;
  readonly timestamp: bigint;
}

export interface ListOffsetsResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly ListOffsetsTopicResponse[];
}

export interface ListOffsetsTopicResponse {
  readonly name: string;
  readonly partitions: readonly ListOffsetsPartitionResponse[];
}

export interface ListOffsetsPartitionResponse {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly timestamp: bigint;
  readonly offset: bigint;
  readonly leaderEpoch: number;
}

export const listOffsets: Api<ListOffsetsRequest, ListOffsetsResponse> = {
  name: 'ListOffsets',
  key: 2,
  minVersion: 1,
  maxVersion: 11,
  flexibleFrom: 6,
  request: [
    { name: 'replicaId', type: 'int32' },
    { name: 'isolationLevel', versions: [2], type: 'int8' },
    { name: 'topics', array: true, type: [
      { name: 'name', type: 'string' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'currentLeaderEpoch', versions: [4], ignorable: true, default: -1, type: 'int32' },
        { name: 'timestamp', type: 'int64' },
      ] },
    ] },
    { name: 'timeoutMs', versions: [10], ignorable: true, type: 'int32' },
  ],
  response: [
    { name: 'throttleTimeMs', versions: [2], ignorable: true, type: 'int32' },
    { name: 'topics', array: true, type: [
      { name: 'name', type: 'string' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'errorCode', type: 'int16' },
        { name: 'timestamp', default: -1n, type: 'int64' },
        { name: 'offset', default: -1n, type: 'int64' },
        { name: 'leaderEpoch', versions: [4], default: -1, type: 'int32' },
      ] },
    ] },
  ],
};
