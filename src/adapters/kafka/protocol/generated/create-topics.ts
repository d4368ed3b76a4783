// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface CreateTopicsRequest {
  readonly topics: readonly CreatableTopic[];
  readonly timeoutMs?: number;
  readonly validateOnly?: boolean;
}

export interface CreatableTopic {
  readonly name: string;
  readonly numPartitions: number;
  readonly replicationFactor: number;
  readonly assignments: readonly CreatableReplicaAssignment[];
  readonly configs: readonly CreatableTopicConfig[];
}

export interface CreatableReplicaAssignment {
  readonly partitionIndex: number;
  readonly brokerIds: readonly number[];
}

export interface CreatableTopicConfig {
  readonly name: string;
  readonly value: string | null;
}

export interface CreateTopicsResponse {
  readonly throttleTimeMs: number;
  readonly topics: readonly CreatableTopicResult[];
}

export interface CreatableTopicResult {
  readonly name: string;
  readonly topicId: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly topicConfigErrorCode: number;
  readonly numPartitions: number;
  readonly replicationFactor: number;
  readonly configs: readonly CreatableTopicConfigs[] | null;
}

export interface CreatableTopicConfigs {
  readonly name: string;
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly configSource: number;
  readonly isSensitive: boolean;
}

export const createTopics: Api<CreateTopicsRequest, CreateTopicsResponse> = {
  name: 'CreateTopics',
  key: 19,
  minVersion: 2,
  maxVersion: 7,
  flexibleFrom: 5,
  request: [
    { name: 'topics', array: true, type: [
      { name: 'name', type: 'string' },
      { name: 'numPartitions', type: 'int32' },
      { name: 'replicationFactor', type: 'int16' },
      { name: 'assignments', array: true, type: [
        { name: 'partitionIndex', type: 'int32' },
        { name: 'brokerIds', array: true, type: 'int32' },
      ] },
      { name: 'configs', array: true, type: [
        { name: 'name', type: 'string' },
        { name: 'value', nullable: true, type: 'string' },
      ] },
    ] },
    { name: 'timeoutMs', default: 60000, type: 'int32' },
    { name: 'validateOnly', type: 'bool' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'topics', array: true, type: [
      { name: 'name', type: 'string' },
      { name: 'topicId', versions: [7], ignorable: true, type: 'uuid' },
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', nullable: true, type: 'string' },
      { name: 'topicConfigErrorCode', versions: [5], tag: 0, ignorable: true, type: 'int16' },
      { name: 'numPartitions', versions: [5], ignorable: true, default: -1, type: 'int32' },
      { name: 'replicationFactor', versions: [5], ignorable: true, default: -1, type: 'int16' },
      { name: 'configs', array: true, versions: [5], nullable: true, ignorable: true, type: [
        { name: 'name', type: 'string' },
        { name: 'value', nullable: true, type: 'string' },
        { name: 'readOnly', type: 'bool' },
        { name: 'configSource', default: -1, type: 'int8' },
        { name: 'isSensitive', type: 'bool' },
      ] },
    ] },
  ],
};
