// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface ApiVersionsRequest {
  readonly clientSoftwareName?: string;
  readonly clientSoftwareVersion?: string;
}

export interface ApiVersionsResponse {
  readonly errorCode: number;
  readonly apiKeys: readonly ApiVersion[];
  readonly throttleTimeMs: number;
  readonly supportedFeatures: readonly SupportedFeatureKey[];
  readonly finalizedFeaturesEpoch: bigint;
  readonly finalizedFeatures: readonly FinalizedFeatureKey[];
  readonly zkMigrationReady: boolean;
}

export interface ApiVersion {
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
}

export interface SupportedFeatureKey {
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}

export interface FinalizedFeatureKey {
  readonly name: string;
  readonly maxVersionLevel: number;
  readonly minVersionLevel: number;
}

export const apiVersions: Api<ApiVersionsRequest, ApiVersionsResponse> = {
  name: 'ApiVersions',
  key: 18,
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 3,
  request: [
    { name: 'clientSoftwareName', versions: [3], ignorable: true, type: 'string' },
    { name: 'clientSoftwareVersion', versions: [3], ignorable: true, type: 'string' },
  ],
  response: [
    { name: 'errorCode', type: 'int16' },
    { name: 'apiKeys', array: true, type: [
      { name: 'apiKey', type: 'int16' },
      { name: 'minVersion', type: 'int16' },
      { name: 'maxVersion', type: 'int16' },
    ] },
    { name: 'throttleTimeMs', versions: [1], ignorable: true, type: 'int32' },
    { name: 'supportedFeatures', array: true, versions: [3], tag: 0, ignorable: true, type: [
      { name: 'name', type: 'string' },
      { name: 'minVersion', type: 'int16' },
      { name: 'maxVersion', type: 'int16' },
    ] },
    { name: 'finalizedFeaturesEpoch', versions: [3], tag: 1, ignorable: true, default: -1n, type: 'int64' },
    { name: 'finalizedFeatures', array: true, versions: [3], tag: 2, ignorable: true, type: [
      { name: 'name', type: 'string' },
      { name: 'maxVersionLevel', type: 'int16' },
      { name: 'minVersionLevel', type: 'int16' },
    ] },
    { name: 'zkMigrationReady', versions: [3], tag: 3, ignorable: true, type: 'bool' },
  ],
};
