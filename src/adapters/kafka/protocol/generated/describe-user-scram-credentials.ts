// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface DescribeUserScramCredentialsRequest {
  readonly users: readonly UserName[] | null;
}

export interface UserName {
  readonly name: string;
}

export interface DescribeUserScramCredentialsResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly results: readonly DescribeUserScramCredentialsResult[];
}

export interface DescribeUserScramCredentialsResult {
  readonly user: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly credentialInfos: readonly CredentialInfo[];
}

export interface CredentialInfo {
  readonly mechanism: number;
  readonly iterations: number;
}

export const describeUserScramCredentials: Api<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsResponse> = {
  name: 'DescribeUserScramCredentials',
  key: 50,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: [
    { name: 'users', array: true, nullable: true, type: [
      { name: 'name', type: 'string' },
    ] },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'errorCode', type: 'int16' },
    { name: 'errorMessage', nullable: true, type: 'string' },
    { name: 'results', array: true, type: [
      { name: 'user', type: 'string' },
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', nullable: true, type: 'string' },
      { name: 'credentialInfos', array: true, type: [
        { name: 'mechanism', type: 'int8' },
        { name: 'iterations', type: 'int32' },
      ] },
    ] },
  ],
};
