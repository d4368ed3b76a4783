// Made by `npm run generate:protocol` from Apache Kafka 4.3.1 (Apache License 2.0). Do not edit.
import type { Api } from '../api.ts';

export interface InitProducerIdRequest {
  readonly transactionalId: string | null;
  readonly transactionTimeoutMs: number;
  readonly producerId?: bigint;
  readonly producerEpoch?: number;
}

export interface InitProducerIdResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly producerId: bigint;
  readonly producerEpoch: number;
}

export const initProducerId: Api<InitProducerIdRequest, InitProducerIdResponse> = {
  name: 'InitProducerId',
  key: 22,
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 2,
  request: [
    { name: 'transactionalId', nullable: true, type: 'string' },
    { name: 'transactionTimeoutMs', type: 'int32' },
    { name: 'producerId', versions: [3], default: -1n, type: 'int64' },
    { name: 'producerEpoch', versions: [3], default: -1, type: 'int16' },
  ],
  response: [
    { name: 'throttleTimeMs', type: 'int32' },
    { name: 'errorCode', type: 'int16' },
    { name: 'producerId', default: -1n, type: 'int64' },
    { name: 'producerEpoch', type: 'int16' },
  ],
};
