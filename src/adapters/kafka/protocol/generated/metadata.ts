// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface MetadataRequest {
  readonly topics: readonly MetadataRequestTopic[] | null;
  readonly allowAutoTopicCreation?: boolean;
  readonly includeClusterAuthorizedOperations?: boolean;
  readonly includeTopicAuthorizedOperations?: boolean;
}

export interface MetadataRequestTopic {
  readonly topicId?: string;
  readonly name: string | null;
}

export interface MetadataResponse {
  readonly throttleTimeMs: number;
  readonly brokers: readonly MetadataResponseBroker[];
  readonly clusterId: string | null;
  readonly controllerId: number;
  readonly topics: readonly MetadataResponseTopic[];
  readonly clusterAuthorizedOperations: number;
  readonly errorCode: number;
}

export interface MetadataResponseBroker {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
}

export interface MetadataResponseTopic {
  readonly errorCode: number;
  readonly name: string | null;
  readonly topicId: string;
  readonly isInternal: boolean;
  readonly partitions: readonly MetadataResponsePartition[];
  readonly topicAuthorizedOperations: number;
}

export interface MetadataResponsePartition {
  readonly errorCode: number;
  readonly partitionIndex: number;
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly replicaNodes: readonly number[];
  readonly isrNodes: readonly number[];
  readonly offlineReplicas: readonly number[];
}

export const metadata: Api<MetadataRequest, MetadataResponse> = {
  name: 'Metadata',
  key: 3,
  minVersion: 0,
  maxVersion: 13,
  flexibleFrom: 9,
  request: [
    { name: 'topics', array: true, nullable: [1], type: [
      { name: 'topicId', versions: [10], ignorable: true, type: 'uuid' },
      { name: 'name', nullable: [10], type: 'string' },
    ] },
    { name: 'allowAutoTopicCreation', versions: [4], default: true, type: 'bool' },
    { name: 'includeClusterAuthorizedOperations', versions: [8, 10], type: 'bool' },
    { name: 'includeTopicAuthorizedOperations', versions: [8], type: 'bool' },
  ],
  response: [
    { name: 'throttleTimeMs', versions: [3], ignorable: true, type: 'int32' },
    { name: 'brokers', array: true, type: [
      { name: 'nodeId', type: 'int32' },
      { name: 'host', type: 'string' },
      { name: 'port', type: 'int32' },
      { name: 'rack', versions: [1], nullable: true, ignorable: true, default: null, type: 'string' },
    ] },
    { name: 'clusterId', versions: [2], nullable: true, ignorable: true, default: null, type: 'string' },
    { name: 'controllerId', versions: [1], ignorable: true, default: -1, type: 'int32' },
    { name: 'topics', array: true, type: [
      { name: 'errorCode', type: 'int16' },
      { name: 'name', nullable: [12], type: 'string' },
      { name: 'topicId', versions: [10], ignorable: true, type: 'uuid' },
      { name: 'isInternal', versions: [1], ignorable: true, type: 'bool' },
      { name: 'partitions', array: true, type: [
        { name: 'errorCode', type: 'int16' },
        { name: 'partitionIndex', type: 'int32' },
        { name: 'leaderId', type: 'int32' },
        { name: 'leaderEpoch', versions: [7], ignorable: true, default: -1, type: 'int32' },
        { name: 'replicaNodes', array: true, type: 'int32' },
        { name: 'isrNodes', array: true, type: 'int32' },
        { name: 'offlineReplicas', array: true, versions: [5], ignorable: true, type: 'int32' },
      ] },
      { name: 'topicAuthorizedOperations', versions: [8], default: -2147483648, type: 'int32' },
    ] },
    { name: 'clusterAuthorizedOperations', versions: [8, 10], default: -2147483648, type: 'int32' },
    { name: 'errorCode', versions: [13], ignorable: true, type: 'int16' },
  ],
};
