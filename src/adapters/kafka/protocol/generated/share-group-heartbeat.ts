// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface ShareGroupHeartbeatRequest {
  readonly groupId: string;
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly rackId?: string | null;
  readonly subscribedTopicNames?: readonly string[] | null;
}

export interface ShareGroupHeartbeatResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly memberId: string | null;
  readonly memberEpoch: number;
  readonly heartbeatIntervalMs: number;
  readonly assignment: Assignment | null;
}

export interface Assignment {
  readonly topicPartitions: readonly TopicPartitions[];
}

export interface TopicPartitions {
  readonly topicId: string;
  readonly partitions: readonly number[];
}

export const shareGroupHeartbeat: Api<ShareGroupHeartbeatRequest, ShareGroupHeartbeatResponse> = {
  name: 'ShareGroupHeartbeat',
  key: 76,
  minVersion: 1,
  maxVersion: 1,
  flexibleFrom: 0,
  request: [
    { name: 'groupId', type: 'string' },
    { name: 'memberId', type: 'string' },
    { name: 'memberEpoch', type: 'int32' },
    { name: 'rackId', nullable: true, default: null, type: 'string' },
    { name: 'subscribedTopicNames', array: true, nullable: true, default: null, type: 'string' },
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
