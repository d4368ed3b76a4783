import type { LoadProducerRequest, ProducerEvents } from '../../../ports/load-producer.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { isRetriable, kafkaErrorName } from '../protocol/kafka-error.ts';
import { leaderFinder } from './find-leaders.ts';
import { keyBytesOf, OpenBatch, recordRoom } from './open-batch.ts';
import { canSend, type PartitionQueue, takeBack, takeRequest } from './partition-queue.ts';
import type { RecordCodec } from './record-codec.ts';
import { type SendAnswer, sendBatches } from './send-batches.ts';
import { identityTaker } from './take-identities.ts';

export interface ProducerClocks {
  /** Never goes back. */
  readonly monotonicMs: () => number;
  readonly nowMs: () => number;
}

const retryPauseMs = 100;
const duplicateSequence = 46;
/** Numbers that do not follow, and a producer that the broker has forgotten. */
const outOfSequence: ReadonlySet<number> = new Set([45, 59]);

/** Batches records by partition and sends them to their leaders, a few requests under way on each connection. */
export class LoadSender {
  readonly #client: ClusterClient;
  readonly #request: LoadProducerRequest;
  readonly #codec: RecordCodec;
  readonly #queues: readonly PartitionQueue[];
  readonly #events: ProducerEvents;
  readonly #clocks: ProducerClocks;
  readonly #findLeaders: () => Promise<void>;
  readonly takeIdentities: () => Promise<void>;
  /** By broker. */
  readonly #requestsUnderWay = new Map<number, number>();
  outstandingRecords = 0;
  #bufferedBytes = 0;
  #sticky = 0;
  #fillerAt = 0;
  #isGivenUp = false;

  constructor(
    client: ClusterClient,
    request: LoadProducerRequest,
    codec: RecordCodec,
    queues: readonly PartitionQueue[],
    events: ProducerEvents,
    clocks: ProducerClocks,
  ) {
    this.#client = client;
    this.#request = request;
    this.#codec = codec;
    this.#queues = queues;
    this.#events = events;
    this.#clocks = clocks;
    this.#findLeaders = leaderFinder(client, request.topic, queues, clocks.monotonicMs);
    this.takeIdentities = identityTaker(client, queues);
  }

  offer(valueBytes: number, intendedMs: number, isMeasured: boolean, keyNumber: number | undefined): boolean {
    const { settings, filler, tag } = this.#request;
    const key = keyNumber === undefined ? undefined : keyBytesOf(keyNumber);
    const room = recordRoom(key?.length ?? 0, valueBytes);
    if (this.#bufferedBytes + room > settings.bufferBytes && this.outstandingRecords > 0) return false;
    const nowMs = this.#clocks.monotonicMs();
    const queue = this.#queues[keyNumber === undefined ? this.#sticky : keyNumber % this.#queues.length]!;
    if (queue.open?.hasRoom(room) === false) this.#close(queue);
    queue.open ??= this.#openBatch(queue, Math.max(settings.batchBytes, room), nowMs);
    if (this.#fillerAt + valueBytes > filler.length) this.#fillerAt = 0;
    queue.open.append(tag, key, valueBytes, { intendedMs, isMeasured, nowMs, filler, fillerAt: this.#fillerAt });
    // Odd, so that values are cut at other places each time round.
    this.#fillerAt += valueBytes | 1;
    queue.nextSequence += 1;
    this.outstandingRecords += 1;
    return true;
  }

  tick(): void {
    const nowMs = this.#clocks.monotonicMs();
    const { lingerMs, deliveryTimeoutMs } = this.#request.settings;
    for (const queue of this.#queues) {
      if (queue.open !== undefined && nowMs - queue.open.openedMs >= lingerMs) this.#close(queue);
      while (queue.ready[0] !== undefined && nowMs - queue.ready[0].openedMs >= deliveryTimeoutMs) {
        const late = queue.ready.shift()!;
        this.#fail(queue, late, late.lastError ?? queue.lastError ?? 'REQUEST_TIMED_OUT');
      }
    }
    void this.takeIdentities();
    if (this.#queues.some(({ leaderId }) => leaderId === undefined)) void this.#findLeaders();
    this.#send(nowMs);
  }

  giveUp(): void {
    this.#isGivenUp = true;
    for (const queue of this.#queues) {
      if (queue.open !== undefined) this.#close(queue);
      for (const batch of queue.ready.splice(0)) this.#fail(queue, batch, batch.lastError ?? 'NOT_SENT');
    }
  }

  #openBatch(queue: PartitionQueue, room: number, nowMs: number): OpenBatch {
    this.#bufferedBytes += room;
    return new OpenBatch(queue.partition, queue.nextSequence, room, nowMs, this.#clocks.nowMs());
  }

  #close(queue: PartitionQueue): void {
    const batch = queue.open!;
    queue.open = undefined;
    batch.seal(this.#codec);
    queue.ready.push(batch);
    if (this.#queues[this.#sticky] === queue) this.#sticky = (this.#sticky + 1) % this.#queues.length;
  }

  #send(nowMs: number): void {
    const sendable = this.#queues.filter(queue => canSend(queue, nowMs));
    for (const [leaderId, led] of Map.groupBy(sendable, queue => queue.leaderId!)) {
      while ((this.#requestsUnderWay.get(leaderId) ?? 0) < this.#request.settings.maxInFlight) {
        const batches = takeRequest(led);
        if (batches.length === 0) break;
        void this.#exchange(leaderId, batches);
      }
    }
  }

  async #exchange(leaderId: number, batches: readonly OpenBatch[]): Promise<void> {
    const { monotonicMs } = this.#clocks;
    this.#requestsUnderWay.set(leaderId, (this.#requestsUnderWay.get(leaderId) ?? 0) + 1);
    const answer = await sendBatches(this.#client, leaderId, batches, this.#request, monotonicMs);
    this.#requestsUnderWay.set(leaderId, this.#requestsUnderWay.get(leaderId)! - 1);
    for (const batch of batches) {
      if (answer.kind === 'answered') batch.brokerId = leaderId;
      this.#settle(batch, answer);
    }
    this.#send(monotonicMs());
  }

  #settle(batch: OpenBatch, answer: SendAnswer): void {
    const queue = this.#queues.find(({ partition }) => partition === batch.partition)!;
    queue.inFlight.delete(batch);
    if (queue.inFlight.size === 0) queue.mustDrain = false;
    const code = answer.kind === 'answered' ? (answer.codes.get(batch.partition) ?? -1) : undefined;
    if (code === 0 || code === duplicateSequence) {
      queue.lastError = undefined;
      this.#tell(batch, undefined);
      return;
    }
    batch.lastError = answer.kind === 'answered' ? kafkaErrorName(code!) : answer.error;
    queue.lastError = batch.lastError;
    const isOutOfSequence = code !== undefined && batch.sequence !== undefined && outOfSequence.has(code);
    const canRepeat = code === undefined || isOutOfSequence || isRetriable(code);
    if (!canRepeat || this.#isGivenUp) {
      this.#fail(queue, batch, batch.lastError);
      return;
    }
    this.#events.onRetry(batch.lastError);
    takeBack(queue, batch, this.#clocks.monotonicMs() + retryPauseMs);
    // Behind a batch that is sent again that is as it should be; at the head the numbers are of no more use.
    if (isOutOfSequence && queue.ready[0] === batch && queue.inFlight.size === 0) queue.needsIdentity = true;
    // Somebody else may lead by now.
    void this.#findLeaders();
  }

  #fail(queue: PartitionQueue, batch: OpenBatch, error: string): void {
    // Its numbers will never be used: the broker would refuse every later one.
    if (batch.sequence !== undefined) queue.needsIdentity = true;
    this.#tell(batch, error);
  }

  #tell(batch: OpenBatch, error: string | undefined): void {
    const { partition, brokerId, firstSequence, recordCount, payloadBytes, intendedMs, measuredFrom, sentMs } = batch;
    this.outstandingRecords -= recordCount;
    this.#bufferedBytes -= batch.room;
    this.#events.onBatch({
      ...{ partition, brokerId, firstSequence, recordCount, payloadBytes, intendedMs, measuredFrom, sentMs },
      endedMs: this.#clocks.monotonicMs(),
      ...(error === undefined ? {} : { error }),
    });
  }
}
