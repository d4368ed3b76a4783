// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface IncrementalAlterConfigsRequest {
  readonly resources: readonly AlterConfigsResource[];
  readonly validateOnly: boolean;
}

export interface AlterConfigsResource {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly configs: readonly AlterableConfig[];
}

export interface AlterableConfig {
  readonly name: string;
  readonly configOperation: number;
  readonly value: string | null;
}

export interface IncrementalAlterConfigsResponse {
  readonly throttleTimeMs: number;
  readonly responses: readonly AlterConfigsResourceResponse[];
}

export interface AlterConfigsResourceResponse {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly resourceType: number;
  readonly resourceName: string;
}

export const incrementalAlterConfigs: Api<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse> = {
  name: 'IncrementalAlterConfigs',
  key: 44,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  request: [
    { name: 'resources', array: true, type: [
      { name: 'resourceType', type: 'int8' },
      { name: 'resourceName', type: 'string' },
      { name: 'configs', array: true, type: [
        { name: 'name', type: 'string' },
        { name: 'configOperation', type: 'int8' },
        { name: 'value', nullable: true, type: 'string' },
      ] },
    ] },
    { name: 'validateOnly', type: 'bool' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'responses', array: true, type: [
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', nullable: true, type: 'string' },
      { name: 'resourceType', type: 'int8' },
      { name: 'resourceName', type: 'string' },
    ] },
  ],
};
