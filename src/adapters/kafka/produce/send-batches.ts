import { OperationError } from '../../../domain/errors.ts';
import type { LoadProducerRequest } from '../../../ports/load-producer.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { produce } from '../protocol/generated/produce.ts';
import type { OpenBatch } from './open-batch.ts';

/** Version 13 names topics by their ids only. */
const newestByName = 12;
/** Beside the lane that metadata is asked on: a broker that stalls holds up nothing else. */
const lane = 1;

/** What came back: Kafka's error code by partition, or its name for what the connection met with. */
export type SendAnswer =
  | { readonly kind: 'answered'; readonly codes: ReadonlyMap<number, number> }
  | { readonly kind: 'unanswered'; readonly error: string };

/** Sends batches, one a partition, to their leader in one request. */
export async function sendBatches(
  client: ClusterClient,
  leaderId: number,
  batches: readonly OpenBatch[],
  { topic, settings }: LoadProducerRequest,
  monotonicMs: () => number,
): Promise<SendAnswer> {
  try {
    const connection = await client.toBroker(leaderId, lane);
    const partitionData = batches.map(batch => ({ index: batch.partition, records: batch.wireBytes() }));
    const sentMs = monotonicMs();
    for (const batch of batches) batch.sentMs = sentMs;
    const timeoutMs = settings.requestTimeoutMs;
    const body = { acks: settings.acks === 'all' ? -1 : 1, timeoutMs, topicData: [{ name: topic, partitionData }] };
    const version = Math.min(newestByName, connection.versionOf(produce) ?? newestByName);
    const { responses } = await connection.request(produce, body, { version, timeoutMs });
    const told = responses.flatMap(({ partitionResponses }) => partitionResponses);
    return { kind: 'answered', codes: new Map(told.map(({ index, errorCode }) => [index, errorCode])) };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return { kind: 'unanswered', error: kafkaNames[error.name] ?? error.name };
  }
}

/** What Kafka's own clients call it. */
const kafkaNames: Readonly<Partial<Record<string, string>>> = {
  ConnectionLost: 'NETWORK_EXCEPTION',
  BrokerUnreachable: 'NETWORK_EXCEPTION',
  RequestTimedOut: 'REQUEST_TIMED_OUT',
  AuthenticationFailed: 'SASL_AUTHENTICATION_FAILED',
};
