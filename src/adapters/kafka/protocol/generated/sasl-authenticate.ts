// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface SaslAuthenticateRequest {
  readonly authBytes: Uint8Array;
}

export interface SaslAuthenticateResponse {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly authBytes: Uint8Array;
  readonly sessionLifetimeMs: bigint;
}

export const saslAuthenticate: Api<SaslAuthenticateRequest, SaslAuthenticateResponse> = {
  name: 'SaslAuthenticate',
  key: 36,
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  request: [
    { name: 'authBytes', type: 'bytes' },
  ],
  response: [
    { name: 'errorCode', type: 'int16' },
    { name: 'errorMessage', nullable: true, type: 'string' },
    { name: 'authBytes', type: 'bytes' },
    { name: 'sessionLifetimeMs', versions: [1], ignorable: true, type: 'int64' },
  ],
};
