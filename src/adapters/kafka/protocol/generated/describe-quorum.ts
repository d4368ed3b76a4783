// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface DescribeQuorumRequest {
  readonly topics: readonly TopicData[];
}

export interface TopicData {
  readonly topicName: string;
  readonly partitions: readonly PartitionData[];
}

export interface PartitionData {
  readonly partitionIndex: number;
}

export interface DescribeQuorumResponse {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly topics: readonly DescribeQuorumResponseTopicData[];
  readonly nodes: readonly Node[];
}

export interface DescribeQuorumResponseTopicData {
  readonly topicName: string;
  readonly partitions: readonly DescribeQuorumResponsePartitionData[];
}

export interface DescribeQuorumResponsePartitionData {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly highWatermark: bigint;
  readonly currentVoters: readonly ReplicaState[];
  readonly observers: readonly ReplicaState[];
}

export interface ReplicaState {
  readonly replicaId: number;
  readonly replicaDirectoryId: string;
  readonly logEndOffset: bigint;
  readonly lastFetchTimestamp: bigint;
  readonly lastCaughtUpTimestamp: bigint;
}

export interface Node {
  readonly nodeId: number;
  readonly listeners: readonly Listener[];
}

export interface Listener {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

export const describeQuorum: Api<DescribeQuorumRequest, DescribeQuorumResponse> = {
  name: 'DescribeQuorum',
  key: 55,
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  request: [
    { name: 'topics', array: true, type: [
      { name: 'topicName', type: 'string' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
      ] },
    ] },
  ],
  response: [
    { name: 'errorCode', type: 'int16' },
    { name: 'errorMessage', versions: [2], nullable: true, ignorable: true, type: 'string' },
    { name: 'topics', array: true, type: [
      { name: 'topicName', type: 'string' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'errorCode', type: 'int16' },
        { name: 'errorMessage', versions: [2], nullable: true, ignorable: true, type: 'string' },
        { name: 'leaderId', type: 'int32' },
        { name: 'leaderEpoch', type: 'int32' },
        { name: 'highWatermark', type: 'int64' },
        { name: 'currentVoters', array: true, type: [
          { name: 'replicaId', type: 'int32' },
          { name: 'replicaDirectoryId', versions: [2], type: 'uuid' },
          { name: 'logEndOffset', type: 'int64' },
          { name: 'lastFetchTimestamp', versions: [1], ignorable: true, default: -1n, type: 'int64' },
          { name: 'lastCaughtUpTimestamp', versions: [1], ignorable: true, default: -1n, type: 'int64' },
        ] },
        { name: 'observers', array: true, type: [
          { name: 'replicaId', type: 'int32' },
          { name: 'replicaDirectoryId', versions: [2], type: 'uuid' },
          { name: 'logEndOffset', type: 'int64' },
          { name: 'lastFetchTimestamp', versions: [1], ignorable: true, default: -1n, type: 'int64' },
          { name: 'lastCaughtUpTimestamp', versions: [1], ignorable: true, default: -1n, type: 'int64' },
        ] },
      ] },
    ] },
    { name: 'nodes', array: true, versions: [2], type: [
      { name: 'nodeId', type: 'int32' },
      { name: 'listeners', array: true, type: [
        { name: 'name', type: 'string' },
        { name: 'host', type: 'string' },
        { name: 'port', type: 'uint16' },
      ] },
    ] },
  ],
};
