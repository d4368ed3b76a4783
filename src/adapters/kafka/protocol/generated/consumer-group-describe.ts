// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface ConsumerGroupDescribeRequest {
  readonly groupIds: readonly string[];
  readonly includeAuthorizedOperations: boolean;
}

export interface ConsumerGroupDescribeResponse {
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
  readonly assignorName: string;
  readonly members: readonly Member[];
  readonly authorizedOperations: number;
}

export interface Member {
  readonly memberId: string;
  readonly instanceId: string | null;
  readonly rackId: string | null;
  readonly memberEpoch: number;
  readonly clientId: string;
  readonly clientHost: string;
  readonly subscribedTopicNames: readonly string[];
  readonly subscribedTopicRegex: string | null;
  readonly assignment: Assignment;
  readonly targetAssignment: Assignment;
  readonly memberType: number;
}

export interface Assignment {
  readonly topicPartitions: readonly TopicPartitions[];
}

export interface TopicPartitions {
  readonly topicId: string;
  readonly topicName: string;
  readonly partitions: readonly number[];
}

export const consumerGroupDescribe: Api<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse> = {
  name: 'ConsumerGroupDescribe',
  key: 69,
  minVersion: 0,
  maxVersion: 1,
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
      { name: 'assignorName', type: 'string' },
      { name: 'members', array: true, type: [
        { name: 'memberId', type: 'string' },
        { name: 'instanceId', nullable: true, default: null, type: 'string' },
        { name: 'rackId', nullable: true, default: null, type: 'string' },
        { name: 'memberEpoch', type: 'int32' },
        { name: 'clientId', type: 'string' },
        { name: 'clientHost', type: 'string' },
        { name: 'subscribedTopicNames', array: true, type: 'string' },
        { name: 'subscribedTopicRegex', nullable: true, default: null, type: 'string' },
        { name: 'assignment', type: [
          { name: 'topicPartitions', array: true, type: [
            { name: 'topicId', type: 'uuid' },
            { name: 'topicName', type: 'string' },
            { name: 'partitions', array: true, type: 'int32' },
          ] },
        ] },
        { name: 'targetAssignment', type: [
          { name: 'topicPartitions', array: true, type: [
            { name: 'topicId', type: 'uuid' },
            { name: 'topicName', type: 'string' },
            { name: 'partitions', array: true, type: 'int32' },
          ] },
        ] },
        { name: 'memberType', versions: [1], ignorable: true, default: -1, type: 'int8' },
      ] },
      { name: 'authorizedOperations', default: -2147483648, type: 'int32' },
    ] },
  ],
};
