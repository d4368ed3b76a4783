import { OperationError } from '../../../domain/errors.ts';
import type { HostPort } from '../../../domain/kafka/connection.ts';
import { decodeResponse } from '../protocol/decode.ts';
import { encodeRequest } from '../protocol/encode.ts';
import { type ApiVersionsResponse, apiVersions } from '../protocol/generated/api-versions.ts';
import { kafkaErrorName } from '../protocol/kafka-error.ts';
import type { BrokerOffer } from './broker-connection.ts';
import { call } from './call.ts';
import { clientSoftware } from './client-software.ts';
import type { Deadline } from './deadline.ts';
import { addressOf } from './one-line.ts';
import type { Pipeline } from './pipeline.ts';

/**
 * Version 3, not the newest: all brokers since 2.4 have it, so none needs a second round trip, and version 4 adds only
 * features that are still at level 0.
 */
const firstTriedVersion = 3;
const unsupportedVersionCode = 35;

/** What the broker can do: its APIs with their versions, and the features the cluster has switched on. */
export async function askOffer(pipeline: Pipeline, target: HostPort, deadline: Deadline): Promise<BrokerOffer> {
  const answer = await askVersions(pipeline, deadline);
  if (answer.errorCode !== 0) {
    throw new OperationError(
      'BrokerTooOld',
      `broker ${addressOf(target)} does not say which API versions it has (${kafkaErrorName(answer.errorCode)}); upgrade it to Kafka 2.8 or newer`,
    );
  }
  return {
    versions: new Map(answer.apiKeys.map(key => [key.apiKey, { min: key.minVersion, max: key.maxVersion }])),
    finalizedFeatures: answer.finalizedFeatures.map(({ name, maxVersionLevel }) => ({ name, level: maxVersionLevel })),
  };
}

async function askVersions(pipeline: Pipeline, deadline: Deadline): Promise<ApiVersionsResponse> {
  const frame = await pipeline.exchange({
    api: apiVersions,
    version: firstTriedVersion,
    body: encodeRequest(apiVersions, firstTriedVersion, clientSoftware),
    timeoutMs: deadline(),
  });
  const errorCode = frame.bytes.length >= frame.bodyStart + 2 ? frame.bytes.readInt16BE(frame.bodyStart) : 0;
  if (errorCode !== unsupportedVersionCode) {
    return decodeResponse(apiVersions, firstTriedVersion, frame.bytes, frame.bodyStart);
  }
  // a broker that does not know the version answers in version 0 (KIP-511), which every broker has
  return call(pipeline.exchange, apiVersions, 0, {}, deadline());
}
