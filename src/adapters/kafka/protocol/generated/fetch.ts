// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface FetchRequest {
  readonly clusterId?: string | null;
  readonly replicaId?: number;
  readonly replicaState?: ReplicaState;
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes?: number;
  readonly isolationLevel?: number;
  readonly sessionId?: number;
  readonly sessionEpoch?: number;
  readonly topics: readonly FetchTopic[];
  readonly forgottenTopicsData?: readonly ForgottenTopic[];
  readonly rackId?: string;
}

export interface ReplicaState {
  readonly replicaId?: number;
  readonly replicaEpoch?: bigint;
}

export interface FetchTopic {
  readonly topic?: string;
  readonly topicId?: string;
  readonly partitions: readonly FetchPartition[];
}

export interface FetchPartition {
  readonly partition: number;
  readonly currentLeaderEpoch?: number;
  readonly fetchOffset: bigint;
  readonly lastFetchedEpoch?: number;
  readonly logStartOffset?: bigint;
  readonly partitionMaxBytes: number;
  readonly replicaDirectoryId?: string;
  readonly highWatermark?: bigint;
}

export interface ForgottenTopic {
  readonly topic?: string;
  readonly topicId?: string;
  readonly partitions: readonly number[];
}

export interface FetchResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly sessionId: number;
  readonly responses: readonly FetchableTopicResponse[];
  readonly nodeEndpoints: readonly NodeEndpoint[];
}

export interface FetchableTopicResponse {
  readonly topic: string;
  readonly topicId: string;
  readonly partitions: readonly PartitionData[];
}

export interface PartitionData {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly highWatermark: bigint;
  readonly lastStableOffset: bigint;
  readonly logStartOffset: bigint;
  readonly divergingEpoch: EpochEndOffset;
  readonly currentLeader: LeaderIdAndEpoch;
  readonly snapshotId: SnapshotId;
  readonly abortedTransactions: readonly AbortedTransaction[] | null;
  readonly preferredReadReplica: number;
  readonly records: Uint8Array | null;
}

export interface EpochEndOffset {
  readonly epoch: number;
  readonly endOffset: bigint;
}

export interface LeaderIdAndEpoch {
  readonly leaderId: number;
  readonly leaderEpoch: number;
}

export interface SnapshotId {
  readonly endOffset: bigint;
  readonly epoch: number;
}

export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

export interface NodeEndpoint {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
}

export const fetch: Api<FetchRequest, FetchResponse> = {
  name: 'Fetch',
  key: 1,
  minVersion: 4,
  maxVersion: 18,
  flexibleFrom: 12,
  request: [
    { name: 'clusterId', versions: [12], nullable: true, tag: 0, ignorable: true, default: null, type: 'string' },
    { name: 'replicaId', versions: [4, 14], default: -1, type: 'int32' },
    { name: 'replicaState', versions: [15], tag: 1, type: [
      { name: 'replicaId', default: -1, type: 'int32' },
      { name: 'replicaEpoch', default: -1n, type: 'int64' },
    ] },
    { name: 'maxWaitMs', type: 'int32' },
    { name: 'minBytes', type: 'int32' },
    { name: 'maxBytes', default: 2147483647, type: 'int32' },
    { name: 'isolationLevel', type: 'int8' },
    { name: 'sessionId', versions: [7], ignorable: true, type: 'int32' },
    { name: 'sessionEpoch', versions: [7], ignorable: true, default: -1, type: 'int32' },
    { name: 'topics', array: true, type: [
      { name: 'topic', versions: [4, 12], ignorable: true, type: 'string' },
      { name: 'topicId', versions: [13], ignorable: true, type: 'uuid' },
      { name: 'partitions', array: true, type: [
        { name: 'partition', type: 'int32' },
        { name: 'currentLeaderEpoch', versions: [9], ignorable: true, default: -1, type: 'int32' },
        { name: 'fetchOffset', type: 'int64' },
        { name: 'lastFetchedEpoch', versions: [12], default: -1, type: 'int32' },
        { name: 'logStartOffset', versions: [5], ignorable: true, default: -1n, type: 'int64' },
        { name: 'partitionMaxBytes', type: 'int32' },
        { name: 'replicaDirectoryId', versions: [17], tag: 0, ignorable: true, type: 'uuid' },
        { name: 'highWatermark', versions: [18], tag: 1, ignorable: true, default: 9223372036854775807n, type: 'int64' },
      ] },
    ] },
    { name: 'forgottenTopicsData', array: true, versions: [7], type: [
      { name: 'topic', versions: [7, 12], ignorable: true, type: 'string' },
      { name: 'topicId', versions: [13], ignorable: true, type: 'uuid' },
      { name: 'partitions', array: true, type: 'int32' },
    ] },
    { name: 'rackId', versions: [11], ignorable: true, type: 'string' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'errorCode', versions: [7], ignorable: true, type: 'int16' },
    { name: 'sessionId', versions: [7], type: 'int32' },
    { name: 'responses', array: true, type: [
      { name: 'topic', versions: [4, 12], ignorable: true, type: 'string' },
      { name: 'topicId', versions: [13], ignorable: true, type: 'uuid' },
      { name: 'partitions', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'errorCode', type: 'int16' },
        { name: 'highWatermark', type: 'int64' },
        { name: 'lastStableOffset', default: -1n, type: 'int64' },
        { name: 'logStartOffset', versions: [5], ignorable: true, default: -1n, type: 'int64' },
        { name: 'divergingEpoch', versions: [12], tag: 0, type: [
          { name: 'epoch', default: -1, type: 'int32' },
          { name: 'endOffset', default: -1n, type: 'int64' },
        ] },
        { name: 'currentLeader', versions: [12], tag: 1, type: [
          { name: 'leaderId', default: -1, type: 'int32' },
          { name: 'leaderEpoch', default: -1, type: 'int32' },
        ] },
        { name: 'snapshotId', versions: [12], tag: 2, type: [
          { name: 'endOffset', default: -1n, type: 'int64' },
          { name: 'epoch', default: -1, type: 'int32' },
        ] },
        { name: 'abortedTransactions', array: true, nullable: true, type: [
          { name: 'producerId', type: 'int64' },
          { name: 'firstOffset', type: 'int64' },
        ] },
        { name: 'preferredReadReplica', versions: [11], default: -1, type: 'int32' },
        { name: 'records', nullable: true, type: 'records' },
      ] },
    ] },
    { name: 'nodeEndpoints', array: true, versions: [16], tag: 0, type: [
      { name: 'nodeId', type: 'int32' },
      { name: 'host', type: 'string' },
      { name: 'port', type: 'int32' },
      { name: 'rack', nullable: true, default: null, type: 'string' },
    ] },
  ],
};
