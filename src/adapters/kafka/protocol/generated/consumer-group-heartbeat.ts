// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface ConsumerGroupHeartbeatRequest {
  readonly groupId: string;
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly instanceId?: string | null;
  readonly rackId?: string | null;
  readonly rebalanceTimeoutMs?: number;
  readonly subscribedTopicNames?: readonly string[] | null;
  readonly subscribedTopicRegex?: string | null;
  readonly serverAssignor?: string | null;
  readonly topicPartitions?: readonly TopicPartitions[] | null;
}

export interface TopicPartitions {
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export interface ConsumerGroupHeartbeatResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly memberId: string | null;
  readonly memberEpoch: number;
  readonly heartbeatIntervalMs: number;
  readonly assignment: Assignment | null;
}

export interface Assignment {
  readonly topicPartitions: readonly ConsumerGroupHeartbeatResponseTopicPartitions[];
}

export interface ConsumerGroupHeartbeatResponseTopicPartitions {
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export const consumerGroupHeartbeat: Api<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse> = {
  name: 'ConsumerGroupHeartbeat',
  key: 68,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  request: [
    { name: 'groupId', type: 'string' },
    { name: 'memberId', type: 'string' },
    { name: 'memberEpoch', type: 'int32' },
    { name: 'instanceId', nullable: true, default: null, type: 'string' },
    { name: 'rackId', nullable: true, default: null, type: 'string' },
    { name: 'rebalanceTimeoutMs', default: -1, type: 'int32' },
    { name: 'subscribedTopicNames', array: true, nullable: true, default: null, type: 'string' },
    { name: 'subscribedTopicRegex', versions: [1], nullable: true, default: null, type: 'string' },
    { name: 'serverAssignor', nullable: true, default: null, type: 'string' },
    { name: 'topicPartitions', array: true, nullable: true, default: null, type: [
      { name: 'topicId', type: 'uuid' },
      { name: 'partitions', array: true, type: 'int32' },
    ] },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'errorCode', type: 'int16' },
    { name: 'errorMessage', nullable: true, default: null, type: 'string' },
    { name: 'memberId', nullable: true, default: null, type: 'string' },
    { name: 'memberEpoch', type: 'int32' },
    { name: 'heartbeatIntervalMs', type: 'int32' },
    { name: 'assignment', nullable: true, default: null, type: [
      { name: 'topicPartitions', array: true, type: [
        { name: 'topicId', type: 'uuid' },
        { name: 'partitions', array: true, type: 'int32' },
      ] },
    ] },
  ],
};
