// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface StreamsGroupHeartbeatRequest {
  readonly groupId: string;
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly endpointInformationEpoch: number;
  readonly instanceId?: string | null;
  readonly rackId?: string | null;
  readonly rebalanceTimeoutMs?: number;
  readonly topology?: Topology | null;
  readonly activeTasks?: readonly TaskIds[] | null;
  readonly standbyTasks?: readonly TaskIds[] | null;
  readonly warmupTasks?: readonly TaskIds[] | null;
  readonly processId?: string | null;
  readonly userEndpoint?: Endpoint | null;
  readonly clientTags?: readonly KeyValue[] | null;
  readonly taskOffsets?: readonly TaskOffset[] | null;
  readonly taskEndOffsets?: readonly TaskOffset[] | null;
  readonly shutdownApplication?: boolean;
}

export interface Topology {
  readonly epoch: number;
  readonly subtopologies: readonly Subtopology[];
}

export interface Subtopology {
  readonly subtopologyId: string;
  readonly sourceTopics: readonly string[];
  readonly sourceTopicRegex: readonly string[];
  readonly stateChangelogTopics: readonly TopicInfo[];
  readonly repartitionSinkTopics: readonly string[];
  readonly repartitionSourceTopics: readonly TopicInfo[];
  readonly copartitionGroups: readonly CopartitionGroup[];
}

export interface TopicInfo {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly topicConfigs: readonly KeyValue[];
}

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

export interface CopartitionGroup {
  readonly sourceTopics: readonly number[];
  readonly sourceTopicRegex: readonly number[];
  readonly repartitionSourceTopics: readonly number[];
}

export interface TaskIds {
  readonly subtopologyId: string;
  readonly partitions: readonly number[];
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface TaskOffset {
  readonly subtopologyId: string;
  readonly partition: number;
  readonly offset: bigint;
}

export interface StreamsGroupHeartbeatResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly heartbeatIntervalMs: number;
  readonly acceptableRecoveryLag: number;
  readonly taskOffsetIntervalMs: number;
  readonly status: readonly Status[] | null;
  readonly activeTasks: readonly StreamsGroupHeartbeatResponseTaskIds[] | null;
  readonly standbyTasks: readonly StreamsGroupHeartbeatResponseTaskIds[] | null;
  readonly warmupTasks: readonly StreamsGroupHeartbeatResponseTaskIds[] | null;
  readonly endpointInformationEpoch: number;
  readonly partitionsByUserEndpoint: readonly EndpointToPartitions[] | null;
}

export interface Status {
  readonly statusCode: number;
  readonly statusDetail: string;
}

export interface StreamsGroupHeartbeatResponseTaskIds {
  readonly subtopologyId: string;
  readonly partitions: readonly number[];
}

export interface EndpointToPartitions {
  readonly userEndpoint: StreamsGroupHeartbeatResponseEndpoint;
  readonly activePartitions: readonly TopicPartition[];
  readonly standbyPartitions: readonly TopicPartition[];
}

export interface StreamsGroupHeartbeatResponseEndpoint {
  readonly host: string;
  readonly port: number;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partitions: readonly number[];
}

export const streamsGroupHeartbeat: Api<StreamsGroupHeartbeatRequest, StreamsGroupHeartbeatResponse> = {
  name: 'StreamsGroupHeartbeat',
  key: 88,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: [
    { name: 'groupId', type: 'string' },
    { name: 'memberId', type: 'string' },
    { name: 'memberEpoch', type: 'int32' },
    { name: 'endpointInformationEpoch', type: 'int32' },
    { name: 'instanceId', nullable: true, default: null, type: 'string' },
    { name: 'rackId', nullable: true, default: null, type: 'string' },
    { name: 'rebalanceTimeoutMs', default: -1, type: 'int32' },
    { name: 'topology', nullable: true, default: null, type: [
      { name: 'epoch', type: 'int32' },
      { name: 'subtopologies', array: true, type: [
        { name: 'subtopologyId', type: 'string' },
        { name: 'sourceTopics', array: true, type: 'string' },
        { name: 'sourceTopicRegex', array: true, type: 'string' },
        { name: 'stateChangelogTopics', array: true, type: [
          { name: 'name', type: 'string' },
          { name: 'partitions', type: 'int32' },
          { name: 'replicationFactor', type: 'int16' },
          { name: 'topicConfigs', array: true, type: [
            { name: 'key', type: 'string' },
            { name: 'value', type: 'string' },
          ] },
        ] },
        { name: 'repartitionSinkTopics', array: true, type: 'string' },
        { name: 'repartitionSourceTopics', array: true, type: [
          { name: 'name', type: 'string' },
          { name: 'partitions', type: 'int32' },
          { name: 'replicationFactor', type: 'int16' },
          { name: 'topicConfigs', array: true, type: [
            { name: 'key', type: 'string' },
            { name: 'value', type: 'string' },
          ] },
        ] },
        { name: 'copartitionGroups', array: true, type: [
          { name: 'sourceTopics', array: true, type: 'int16' },
          { name: 'sourceTopicRegex', array: true, type: 'int16' },
          { name: 'repartitionSourceTopics', array: true, type: 'int16' },
        ] },
      ] },
    ] },
    { name: 'activeTasks', array: true, nullable: true, default: null, type: [
      { name: 'subtopologyId', type: 'string' },
      { name: 'partitions', array: true, type: 'int32' },
    ] },
    { name: 'standbyTasks', array: true, nullable: true, default: null, type: [
      { name: 'subtopologyId', type: 'string' },
      { name: 'partitions', array: true, type: 'int32' },
    ] },
    { name: 'warmupTasks', array: true, nullable: true, default: null, type: [
      { name: 'subtopologyId', type: 'string' },
      { name: 'partitions', array: true, type: 'int32' },
    ] },
    { name: 'processId', nullable: true, default: null, type: 'string' },
    { name: 'userEndpoint', nullable: true, default: null, type: [
      { name: 'host', type: 'string' },
      { name: 'port', type: 'uint16' },
    ] },
    { name: 'clientTags', array: true, nullable: true, default: null, type: [
      { name: 'key', type: 'string' },
      { name: 'value', type: 'string' },
    ] },
    { name: 'taskOffsets', array: true, nullable: true, default: null, type: [
      { name: 'subtopologyId', type: 'string' },
      { name: 'partition', type: 'int32' },
      { name: 'offset', type: 'int64' },
    ] },
    { name: 'taskEndOffsets', array: true, nullable: true, default: null, type: [
      { name: 'subtopologyId', type: 'string' },
      { name: 'partition', type: 'int32' },
      { name: 'offset', type: 'int64' },
    ] },
    { name: 'shutdownApplication', type: 'bool' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'errorCode', type: 'int16' },
    { name: 'errorMessage', nullable: true, default: null, type: 'string' },
    { name: 'memberId', type: 'string' },
    { name: 'memberEpoch', type: 'int32' },
    { name: 'heartbeatIntervalMs', type: 'int32' },
    { name: 'acceptableRecoveryLag', type: 'int32' },
    { name: 'taskOffsetIntervalMs', type: 'int32' },
    { name: 'status', array: true, nullable: true, type: [
      { name: 'statusCode', type: 'int8' },
      { name: 'statusDetail', type: 'string' },
    ] },
    { name: 'activeTasks', array: true, nullable: true, default: null, type: [
      { name: 'subtopologyId', type: 'string' },
      { name: 'partitions', array: true, type: 'int32' },
    ] },
    { name: 'standbyTasks', array: true, nullable: true, default: null, type: [
      { name: 'subtopologyId', type: 'string' },
      { name: 'partitions', array: true, type: 'int32' },
    ] },
    { name: 'warmupTasks', array: true, nullable: true, default: null, type: [
      { name: 'subtopologyId', type: 'string' },
      { name: 'partitions', array: true, type: 'int32' },
    ] },
    { name: 'endpointInformationEpoch', type: 'int32' },
    { name: 'partitionsByUserEndpoint', array: true, nullable: true, default: null, type: [
      { name: 'userEndpoint', type: [
        { name: 'host', type: 'string' },
        { name: 'port', type: 'uint16' },
      ] },
      { name: 'activePartitions', array: true, type: [
        { name: 'topic', type: 'string' },
        { name: 'partitions', array: true, type: 'int32' },
      ] },
      { name: 'standbyPartitions', array: true, type: [
        { name: 'topic', type: 'string' },
        { name: 'partitions', array: true, type: 'int32' },
      ] },
    ] },
  ],
};
