// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface ProduceRequest {
  readonly transactionalId?: string | null;
  readonly acks: number;
  readonly timeoutMs: number;
  readonly topicData: readonly TopicProduceData[];
}

export interface TopicProduceData {
  readonly name?: string;
  readonly topicId?: string;
  readonly partitionData: readonly PartitionProduceData[];
}

export interface PartitionProduceData {
  readonly index: number;
  readonly records: Uint8Array | null;
}

export interface ProduceResponse {
  readonly responses: readonly TopicProduceResponse[];
  readonly throttleTimeMs: number;
  readonly nodeEndpoints: readonly NodeEndpoint[];
}

export interface TopicProduceResponse {
  readonly name: string;
  readonly topicId: string;
  readonly partitionResponses: readonly PartitionProduceResponse[];
}

export interface PartitionProduceResponse {
  readonly index: number;
  readonly errorCode: number;
  readonly baseOffset: bigint;
  readonly logAppendTimeMs: bigint;
  readonly logStartOffset: bigint;
  readonly recordErrors: readonly BatchIndexAndErrorMessage[];
  readonly errorMessage: string | null;
  readonly currentLeader: LeaderIdAndEpoch;
}

export interface BatchIndexAndErrorMessage {
  readonly batchIndex: number;
  readonly batchIndexErrorMessage: string | null;
}

export interface LeaderIdAndEpoch {
  readonly leaderId: number;
  readonly leaderEpoch: number;
}

export interface NodeEndpoint {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
}

export const produce: Api<ProduceRequest, ProduceResponse> = {
  name: 'Produce',
  key: 0,
  minVersion: 3,
  maxVersion: 13,
  flexibleFrom: 9,
  request: [
    { name: 'transactionalId', nullable: true, default: null, type: 'string' },
    { name: 'acks', type: 'int16' },
    { name: 'timeoutMs', type: 'int32' },
    { name: 'topicData', array: true, type: [
      { name: 'name', versions: [3, 12], ignorable: true, type: 'string' },
      { name: 'topicId', versions: [13], ignorable: true, type: 'uuid' },
      { name: 'partitionData', array: true, type: [
        { name: 'index', type: 'int32' },
        { name: 'records', nullable: true, type: 'records' },
      ] },
    ] },
  ],
  response: [
    { name: 'responses', array: true, type: [
      { name: 'name', versions: [3, 12], ignorable: true, type: 'string' },
      { name: 'topicId', versions: [13], ignorable: true, type: 'uuid' },
      { name: 'partitionResponses', array: true, type: [
        { name: 'index', type: 'int32' },
        { name: 'errorCode', type: 'int16' },
        { name: 'baseOffset', type: 'int64' },
        { name: 'logAppendTimeMs', default: -1n, type: 'int64' },
        { name: 'logStartOffset', versions: [5], ignorable: true, default: -1n, type: 'int64' },
        { name: 'recordErrors', array: true, versions: [8], ignorable: true, type: [
          { name: 'batchIndex', type: 'int32' },
          { name: 'batchIndexErrorMessage', nullable: true, default: null, type: 'string' },
        ] },
        { name: 'errorMessage', versions: [8], nullable: true, ignorable: true, default: null, type: 'string' },
        { name: 'currentLeader', versions: [10], tag: 0, type: [
          { name: 'leaderId', default: -1, type: 'int32' },
          { name: 'leaderEpoch', default: -1, type: 'int32' },
        ] },
      ] },
    ] },
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'nodeEndpoints', array: true, versions: [10], tag: 0, type: [
      { name: 'nodeId', type: 'int32' },
      { name: 'host', type: 'string' },
      { name: 'port', type: 'int32' },
      { name: 'rack', nullable: true, default: null, type: 'string' },
    ] },
  ],
};
