import { OperationError } from '../../../domain/errors.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { initProducerId } from '../protocol/generated/init-producer-id.ts';
import { isRetriable, kafkaErrorName } from '../protocol/kafka-error.ts';
import type { ProducerIdentity } from './open-batch.ts';
import type { PartitionQueue } from './partition-queue.ts';

/**
 * Gives each partition that lacks one an identity, once nothing of it is under way; its records are numbered anew from
 * 0. Rejects where the first one is refused; of a later one the batches' own time limit tells.
 */
export function identityTaker(client: ClusterClient, queues: readonly PartitionQueue[]): () => Promise<void> {
  let isAsking = false;
  return async () => {
    if (isAsking || !queues.some(canTake)) return;
    isAsking = true;
    try {
      const identity = await askIdentity(client);
      for (const queue of queues.filter(canTake)) {
        Object.assign(queue, { identity, nextKafkaSequence: 0, needsIdentity: false });
      }
    } catch (error) {
      if (!(error instanceof OperationError) || queues.every(({ identity }) => identity === undefined)) throw error;
    } finally {
      isAsking = false;
    }
  };
}

const canTake = ({ needsIdentity, inFlight }: PartitionQueue): boolean => needsIdentity && inFlight.size === 0;

async function askIdentity(client: ClusterClient): Promise<ProducerIdentity> {
  return await client.askAny(async connection => {
    const { errorCode, producerId, producerEpoch } = await connection.request(initProducerId, {
      transactionalId: null,
      // Of no meaning without a transaction; brokers want it positive.
      transactionTimeoutMs: 60_000,
    });
    if (errorCode === 0) return { producerId, epoch: producerEpoch };
    const sentence = `no producer id was given (${kafkaErrorName(errorCode)}); send without one: --no-idempotence`;
    throw new OperationError('BrokerRefused', sentence, { retryable: isRetriable(errorCode) });
  });
}
