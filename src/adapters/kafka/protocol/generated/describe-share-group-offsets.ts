// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface DescribeShareGroupOffsetsRequest {
  readonly groups: readonly DescribeShareGroupOffsetsRequestGroup[];
}

export interface DescribeShareGroupOffsetsRequestGroup {
  readonly groupId: string;
  readonly topics: readonly DescribeShareGroupOffsetsRequestTopic[] | null;
}

export interface DescribeShareGroupOffsetsRequestTopic {
  readonly topicName: string;
  readonly partitions: readonly number[];
}

export interface DescribeShareGroupOffsetsResponse {
  readonly throttleTimeMs: number;
  readonly groups: readonly DescribeShareGroupOffsetsResponseGroup[];
}

export interface DescribeShareGroupOffsetsResponseGroup {
  readonly groupId: string;
  readonly topics: readonly DescribeShareGroupOffsetsResponseTopic[];
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export interface DescribeShareGroupOffsetsResponseTopic {
  readonly topicName: string;
  readonly topicId: string;
  readonly partitions: readonly DescribeShareGroupOffsetsResponsePartition[];
}

export interface DescribeShareGroupOffsetsResponsePartition {
  readonly partitionIndex: number;
  readonly startOffset: bigint;
  readonly leaderEpoch: number;
  readonly lag: bigint;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export const describeShareGroupOffsets: Api<DescribeShareGroupOffsetsRequest, DescribeShareGroupOffsetsResponse> = {
  name: 'DescribeShareGroupOffsets',
  key: 90,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  request: [
    { name: 'groups', array: true, type: [
      { name: 'groupId', type: 'string' },
      { name: 'topics', array: true, nullable: true, type: [
        { name: 'topicName', type: 'string' },
        { name: 'partitions', array: true, type: 'int32' },
      ] },
    ] },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'groups', array: true, type: [
      { name: 'groupId', type: 'string' },
      { name: 'topics', array: true, type: [
        { name: 'topicName', type: 'string' },
        { name: 'topicId', type: 'uuid' },
        { name: 'partitions', array: true, type: [
          { name: 'partitionIndex', type: 'int32' },
          { name: 'startOffset', type: 'int64' },
          { name: 'leaderEpoch', type: 'int32' },
          { name: 'lag', versions: [1], ignorable: true, default: -1n, type: 'int64' },
          { name: 'errorCode', type: 'int16' },
          { name: 'errorMessage', nullable: true, default: null, type: 'string' },
        ] },
      ] },
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', nullable: true, default: null, type: 'string' },
    ] },
  ],
};
