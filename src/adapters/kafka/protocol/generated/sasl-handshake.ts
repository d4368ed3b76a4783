// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface SaslHandshakeRequest {
  readonly mechanism: string;
}

export interface SaslHandshakeResponse {
  readonly errorCode: number;
  readonly mechanisms: readonly string[];
}

export const saslHandshake: Api<SaslHandshakeRequest, SaslHandshakeResponse> = {
  name: 'SaslHandshake',
  key: 17,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: Infinity,
  request: [
    { name: 'mechanism', type: 'string' },
  ],
  response: [
    { name: 'errorCode', type: 'int16' },
    { name: 'mechanisms', array: true, type: 'string' },
  ],
};
