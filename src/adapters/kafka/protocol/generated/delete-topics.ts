// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface DeleteTopicsRequest {
  readonly topics?: readonly DeleteTopicState[];
  readonly topicNames?: readonly string[];
  readonly timeoutMs: number;
}

export interface DeleteTopicState {
  readonly name?: string | null;
  readonly topicId: string;
}

export interface DeleteTopicsResponse {
  readonly throttleTimeMs: number;
  readonly responses: readonly DeletableTopicResult[];
}

export interface DeletableTopicResult {
  readonly name: string | null;
  readonly topicId: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export const deleteTopics: Api<DeleteTopicsRequest, DeleteTopicsResponse> = {
  name: 'DeleteTopics',
  key: 20,
  minVersion: 1,
  maxVersion: 6,
  flexibleFrom: 4,
  request: [
    { name: 'topics', array: true, versions: [6], type: [
      { name: 'name', nullable: true, default: null, type: 'string' },
      { name: 'topicId', type: 'uuid' },
    ] },
    { name: 'topicNames', array: true, versions: [1, 5], ignorable: true, type: 'string' },
    { name: 'timeoutMs', type: 'int32' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'responses', array: true, type: [
      { name: 'name', nullable: [6], type: 'string' },
      { name: 'topicId', versions: [6], ignorable: true, type: 'uuid' },
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', versions: [5], nullable: true, ignorable: true, default: null, type: 'string' },
    ] },
  ],
};
