// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface StreamsGroupDescribeRequest {
  readonly groupIds: readonly string[];
  readonly includeAuthorizedOperations: boolean;
}

export interface StreamsGroupDescribeResponse {
  readonly throttleTimeMs: number;
  readonly groups: readonly DescribedGroup[];
}

export interface DescribedGroup {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly groupId: string;
  readonly groupState: string;
  readonly groupEpoch: number;
  readonly assignmentEpoch: number;
  readonly topology: Topology | null;
  readonly members: readonly Member[];
  readonly authorizedOperations: number;
}

export interface Topology {
  readonly epoch: number;
  readonly subtopologies: readonly Subtopology[] | null;
}

export interface Subtopology {
  readonly subtopologyId: string;
  readonly sourceTopics: readonly string[];
  readonly repartitionSinkTopics: readonly string[];
  readonly stateChangelogTopics: readonly TopicInfo[];
  readonly repartitionSourceTopics: readonly TopicInfo[];
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

export interface Member {
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly instanceId: string | null;
  readonly rackId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly topologyEpoch: number;
  readonly processId: string;
  readonly userEndpoint: Endpoint | null;
  readonly clientTags: readonly KeyValue[];
  readonly taskOffsets: readonly TaskOffset[];
  readonly taskEndOffsets: readonly TaskOffset[];
  readonly assignment: Assignment;
  readonly targetAssignment: Assignment;
  readonly isClassic: boolean;
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

export interface Assignment {
  readonly activeTasks: readonly TaskIds[];
  readonly standbyTasks: readonly TaskIds[];
  readonly warmupTasks: readonly TaskIds[];
}

export interface TaskIds {
  readonly subtopologyId: string;
  readonly partitions: readonly number[];
}

export const streamsGroupDescribe: Api<StreamsGroupDescribeRequest, StreamsGroupDescribeResponse> = {
  name: 'StreamsGroupDescribe',
  key: 89,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: [
    { name: 'groupIds', array: true, type: 'string' },
    { name: 'includeAuthorizedOperations', type: 'bool' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'groups', array: true, type: [
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', nullable: true, default: null, type: 'string' },
      { name: 'groupId', type: 'string' },
      { name: 'groupState', type: 'string' },
      { name: 'groupEpoch', type: 'int32' },
      { name: 'assignmentEpoch', type: 'int32' },
      { name: 'topology', nullable: true, default: null, type: [
        { name: 'epoch', type: 'int32' },
        { name: 'subtopologies', array: true, nullable: true, default: null, type: [
          { name: 'subtopologyId', type: 'string' },
          { name: 'sourceTopics', array: true, type: 'string' },
          { name: 'repartitionSinkTopics', array: true, type: 'string' },
          { name: 'stateChangelogTopics', array: true, type: [
            { name: 'name', type: 'string' },
            { name: 'partitions', type: 'int32' },
            { name: 'replicationFactor', type: 'int16' },
            { name: 'topicConfigs', array: true, type: [
              { name: 'key', type: 'string' },
              { name: 'value', type: 'string' },
            ] },
          ] },
          { name: 'repartitionSourceTopics', array: true, type: [
            { name: 'name', type: 'string' },
            { name: 'partitions', type: 'int32' },
            { name: 'replicationFactor', type: 'int16' },
            { name: 'topicConfigs', array: true, type: [
              { name: 'key', type: 'string' },
              { name: 'value', type: 'string' },
            ] },
          ] },
        ] },
      ] },
      { name: 'members', array: true, type: [
        { name: 'memberId', type: 'string' },
        { name: 'memberEpoch', type: 'int32' },
        { name: 'instanceId', nullable: true, default: null, type: 'string' },
        { name: 'rackId', nullable: true, default: null, type: 'string' },
        { name: 'clientId', type: 'string' },
        { name: 'clientHost', type: 'string' },
        { name: 'topologyEpoch', type: 'int32' },
        { name: 'processId', type: 'string' },
        { name: 'userEndpoint', nullable: true, default: null, type: [
          { name: 'host', type: 'string' },
          { name: 'port', type: 'uint16' },
        ] },
        { name: 'clientTags', array: true, type: [
          { name: 'key', type: 'string' },
          { name: 'value', type: 'string' },
        ] },
        { name: 'taskOffsets', array: true, type: [
          { name: 'subtopologyId', type: 'string' },
          { name: 'partition', type: 'int32' },
          { name: 'offset', type: 'int64' },
        ] },
        { name: 'taskEndOffsets', array: true, type: [
          { name: 'subtopologyId', type: 'string' },
          { name: 'partition', type: 'int32' },
          { name: 'offset', type: 'int64' },
        ] },
        { name: 'assignment', type: [
          { name: 'activeTasks', array: true, type: [
            { name: 'subtopologyId', type: 'string' },
            { name: 'partitions', array: true, type: 'int32' },
          ] },
          { name: 'standbyTasks', array: true, type: [
            { name: 'subtopologyId', type: 'string' },
            { name: 'partitions', array: true, type: 'int32' },
          ] },
          { name: 'warmupTasks', array: true, type: [
            { name: 'subtopologyId', type: 'string' },
            { name: 'partitions', array: true, type: 'int32' },
          ] },
        ] },
        { name: 'targetAssignment', type: [
          { name: 'activeTasks', array: true, type: [
            { name: 'subtopologyId', type: 'string' },
            { name: 'partitions', array: true, type: 'int32' },
          ] },
          { name: 'standbyTasks', array: true, type: [
            { name: 'subtopologyId', type: 'string' },
            { name: 'partitions', array: true, type: 'int32' },
          ] },
          { name: 'warmupTasks', array: true, type: [
            { name: 'subtopologyId', type: 'string' },
            { name: 'partitions', array: true, type: 'int32' },
          ] },
        ] },
        { name: 'isClassic', type: 'bool' },
      ] },
      { name: 'authorizedOperations', default: -2147483648, type: 'int32' },
    ] },
  ],
};
