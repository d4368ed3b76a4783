import { OperationError } from '../../../domain/errors.ts';
import type { LoadProducer, LoadProducerRequest, ProducerEvents } from '../../../ports/load-producer.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { LoadSender, type ProducerClocks } from './load-sender.ts';
import { newQueue } from './partition-queue.ts';
import { openRecordCodec } from './record-codec.ts';

/** See LoadProducers. Its connections are its own: a stalled broker holds up nothing else. */
export async function openLoadProducer(
  client: ClusterClient,
  request: LoadProducerRequest,
  events: ProducerEvents,
  clocks: ProducerClocks,
): Promise<LoadProducer> {
  const { topics } = await client.metadata([request.topic]);
  const found = topics.find(({ name }) => name === request.topic);
  if (found === undefined || found.partitions.length === 0) {
    throw new OperationError('TopicUnknown', `topic ${JSON.stringify(request.topic)} is not on the cluster`);
  }
  const { isIdempotent, compression } = request.settings;
  const queues = found.partitions
    .toSorted((a, b) => a.partition - b.partition)
    .map(({ partition, leaderId }) => newQueue(partition, leaderId < 0 ? undefined : leaderId, isIdempotent));
  const sender = new LoadSender(client, request, await openRecordCodec(compression), queues, events, clocks);
  if (isIdempotent) await sender.takeIdentities();
  return {
    partitionCount: queues.length,
    offer: (valueBytes, intendedMs, isMeasured, key) => sender.offer(valueBytes, intendedMs, isMeasured, key),
    tick: () => sender.tick(),
    outstandingRecords: () => sender.outstandingRecords,
    giveUp: () => sender.giveUp(),
  };
}
