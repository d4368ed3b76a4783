// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface DescribeClusterRequest {
  readonly includeClusterAuthorizedOperations: boolean;
  readonly endpointType?: number;
  readonly includeFencedBrokers?: boolean;
}

export interface DescribeClusterResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly endpointType: number;
  readonly clusterId: string;
  readonly controllerId: number;
  readonly brokers: readonly DescribeClusterBroker[];
  readonly clusterAuthorizedOperations: number;
}

export interface DescribeClusterBroker {
  readonly brokerId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
  readonly isFenced: boolean;
}

export const describeCluster: Api<DescribeClusterRequest, DescribeClusterResponse> = {
  name: 'DescribeCluster',
  key: 60,
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  request: [
    { name: 'includeClusterAuthorizedOperations', type: 'bool' },
    { name: 'endpointType', versions: [1], default: 1, type: 'int8' },
    { name: 'includeFencedBrokers', versions: [2], type: 'bool' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'errorCode', type: 'int16' },
    { name: 'errorMessage', nullable: true, default: null, type: 'string' },
    { name: 'endpointType', versions: [1], default: 1, type: 'int8' },
    { name: 'clusterId', type: 'string' },
    { name: 'controllerId', default: -1, type: 'int32' },
    { name: 'brokers', array: true, type: [
      { name: 'brokerId', type: 'int32' },
      { name: 'host', type: 'string' },
      { name: 'port', type: 'int32' },
      { name: 'rack', nullable: true, default: null, type: 'string' },
      { name: 'isFenced', versions: [2], type: 'bool' },
    ] },
    { name: 'clusterAuthorizedOperations', default: -2147483648, type: 'int32' },
  ],
};
