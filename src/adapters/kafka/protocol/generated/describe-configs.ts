// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface DescribeConfigsRequest {
  readonly resources: readonly DescribeConfigsResource[];
  readonly includeSynonyms?: boolean;
  readonly includeDocumentation?: boolean;
}

export interface DescribeConfigsResource {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly configurationKeys: readonly string[] | null;
}

export interface DescribeConfigsResponse {
  readonly throttleTimeMs: number;
  readonly results: readonly DescribeConfigsResult[];
}

export interface DescribeConfigsResult {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly resourceType: number;
  readonly resourceName: string;
  readonly configs: readonly DescribeConfigsResourceResult[];
}

export interface DescribeConfigsResourceResult {
  readonly name: string;
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly configSource: number;
  readonly isSensitive: boolean;
  readonly synonyms: readonly DescribeConfigsSynonym[];
  readonly configType: number;
  readonly documentation: string | null;
}

export interface DescribeConfigsSynonym {
  readonly name: string;
  readonly value: string | null;
  readonly source: number;
}

export const describeConfigs: Api<DescribeConfigsRequest, DescribeConfigsResponse> = {
  name: 'DescribeConfigs',
  key: 32,
  minVersion: 1,
  maxVersion: 4,
  flexibleFrom: 4,
  request: [
    { name: 'resources', array: true, type: [
      { name: 'resourceType', type: 'int8' },
      { name: 'resourceName', type: 'string' },
      { name: 'configurationKeys', array: true, nullable: true, type: 'string' },
    ] },
    { name: 'includeSynonyms', type: 'bool' },
    { name: 'includeDocumentation', versions: [3], type: 'bool' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'results', array: true, type: [
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', nullable: true, type: 'string' },
      { name: 'resourceType', type: 'int8' },
      { name: 'resourceName', type: 'string' },
      { name: 'configs', array: true, type: [
        { name: 'name', type: 'string' },
        { name: 'value', nullable: true, type: 'string' },
        { name: 'readOnly', type: 'bool' },
        { name: 'configSource', default: -1, type: 'int8' },
        { name: 'isSensitive', type: 'bool' },
        { name: 'synonyms', array: true, type: [
          { name: 'name', type: 'string' },
          { name: 'value', nullable: true, type: 'string' },
          { name: 'source', type: 'int8' },
        ] },
        { name: 'configType', versions: [3], ignorable: true, type: 'int8' },
        { name: 'documentation', versions: [3], nullable: true, ignorable: true, type: 'string' },
      ] },
    ] },
  ],
};
