// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface DescribeLogDirsRequest {
  readonly topics: readonly DescribableLogDirTopic[] | null;
}

export interface DescribableLogDirTopic {
  readonly topic: string;
  readonly partitions: readonly number[];
}

export interface DescribeLogDirsResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly results: readonly DescribeLogDirsResult[];
}

export interface DescribeLogDirsResult {
  readonly errorCode: number;
  readonly logDir: string;
  readonly topics: readonly DescribeLogDirsTopic[];
  readonly totalBytes: bigint;
  readonly usableBytes: bigint;
  readonly isCordoned: boolean;
}

export interface DescribeLogDirsTopic {
  readonly name: string;
  readonly partitions: readonly DescribeLogDirsPartition[];
}

export interface DescribeLogDirsPartition {
  readonly partitionIndex: number;
  readonly partitionSize: bigint;
  readonly offsetLag: bigint;
  readonly isFutureKey: boolean;
}

export const describeLogDirs: Api<DescribeLogDirsRequest, DescribeLogDirsResponse> = {
  name: 'DescribeLogDirs',
  key: 35,
  minVersion: 1,
  maxVersion: 5,
  flexibleFrom: 2,
  request: [
    { name: 'topics', array: true, nullable: true, type: [
      { name: 'topic', type: 'string' },
      { name: 'partitions', array: true, type: 'int32' },
    ] },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'errorCode', versions: [3], ignorable: true, type: 'int16' },
    { name: 'results', array: true, type: [
      { name: 'errorCode', type: 'int16' },
      { name: 'logDir', type: 'string' },
      { name: 'topics', array: true, type: [
        { name: 'name', type: 'string' },
        { name: 'partitions', array: true, type: [
          { name: 'partitionIndex', type: 'int32' },
          { name: 'partitionSize', type: 'int64' },
          { name: 'offsetLag', type: 'int64' },
          { name: 'isFutureKey', type: 'bool' },
        ] },
      ] },
      { name: 'totalBytes', versions: [4], ignorable: true, default: -1n, type: 'int64' },
      { name: 'usableBytes', versions: [4], ignorable: true, default: -1n, type: 'int64' },
      { name: 'isCordoned', versions: [5], ignorable: true, type: 'bool' },
    ] },
  ],
};
