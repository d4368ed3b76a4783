// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface AlterUserScramCredentialsRequest {
  readonly deletions: readonly ScramCredentialDeletion[];
  readonly upsertions: readonly ScramCredentialUpsertion[];
}

export interface ScramCredentialDeletion {
  readonly name: string;
  readonly mechanism: number;
}

export interface ScramCredentialUpsertion {
  readonly name: string;
  readonly mechanism: number;
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly saltedPassword: Uint8Array;
}

export interface AlterUserScramCredentialsResponse {
  readonly throttleTimeMs: number;
  readonly results: readonly AlterUserScramCredentialsResult[];
}

export interface AlterUserScramCredentialsResult {
  readonly user: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export const alterUserScramCredentials: Api<AlterUserScramCredentialsRequest, AlterUserScramCredentialsResponse> = {
  name: 'AlterUserScramCredentials',
  key: 51,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: [
    { name: 'deletions', array: true, type: [
      { name: 'name', type: 'string' },
      { name: 'mechanism', type: 'int8' },
    ] },
    { name: 'upsertions', array: true, type: [
      { name: 'name', type: 'string' },
      { name: 'mechanism', type: 'int8' },
      { name: 'iterations', type: 'int32' },
      { name: 'salt', type: 'bytes' },
      { name: 'saltedPassword', type: 'bytes' },
    ] },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'results', array: true, type: [
      { name: 'user', type: 'string' },
      { name: 'errorCode', type: 'int16' },
      { name: 'errorMessage', nullable: true, type: 'string' },
    ] },
  ],
};
