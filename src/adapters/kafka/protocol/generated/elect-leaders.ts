// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface ElectLeadersRequest {
  readonly electionType?: number;
  readonly topicPartitions: readonly TopicPartitions[] | null;
  readonly timeoutMs?: number;
}

export interface TopicPartitions {
  readonly topic: string;
  readonly partitions: readonly number[];
}

export interface ElectLeadersResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly replicaElectionResults: readonly ReplicaElectionResult[];
}

export interface ReplicaElectionResult {
  readonly topic: string;
  readonly partitionResult: readonly PartitionResult[];
}

export interface PartitionResult {
  readonly partitionId: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export const electLeaders: Api<ElectLeadersRequest, ElectLeadersResponse> = {
  name: 'ElectLeaders',
  key: 43,
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  request: [
    { name: 'electionType', versions: [1], type: 'int8' },
    { name: 'topicPartitions', array: true, nullable: true, type: [
      { name: 'topic', type: 'string' },
      { name: 'partitions', array: true, type: 'int32' },
    ] },
    { name: 'timeoutMs', default: 60000, type: 'int32' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'errorCode', versions: [1], type: 'int16' },
    { name: 'replicaElectionResults', array: true, type: [
      { name: 'topic', type: 'string' },
      { name: 'partitionResult', array: true, type: [
        { name: 'partitionId', type: 'int32' },
        { name: 'errorCode', type: 'int16' },
        { name: 'errorMessage', nullable: true, type: 'string' },
      ] },
    ] },
  ],
};
