import { OperationError } from '../../../domain/errors.ts';
import type { LoadProducerRequest, ProducerEvents } from '../../../ports/load-producer.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { produce } from '../protocol/generated/produce.ts';
import { isRetriable, kafkaErrorName } from '../protocol/kafka-error.ts';
import { keyBytesOf, OpenBatch, type ProducerIdentity, recordRoom } from './open-batch.ts';
import type { ProducerClocks } from './open-load-producer.ts';
import { canSend, numberBatch, type PartitionQueue, takeBack } from './partition-queue.ts';

/** Version 13 names topics by their ids only. */
const newestByName = 12;
const requestBytes = 1_048_576;
const retryPauseMs = 100;
/** Beside the lane that metadata is asked on. */
const lane = 1;
const duplicateSequence = 46;
const outOfOrderSequence = 45;
const unknownProducer = 59;
/** Errors after which somebody else may lead. */
const movedCodes: ReadonlySet<number> = new Set([3, 5, 6, 9, 56, 74, 75, 76, 100, 103]);

/** Batches records by partition and sends them to their leaders, a few requests under way on each connection. */
export class LoadSender {
  readonly #client: ClusterClient;
  readonly #request: LoadProducerRequest;
  readonly #queues: readonly PartitionQueue[];
  readonly #events: ProducerEvents;
  readonly #clocks: ProducerClocks;
  readonly #newIdentity: () => Promise<ProducerIdentity>;
  readonly #requestsOf = new Map<number, number>();
  #bufferedBytes = 0;
  #outstanding = 0;
  #sticky = 0;
  #fillerAt = 0;
  #isAskingLeaders = false;
  #leadersAskedAtMs = -Infinity;
  #isTakingIdentities = false;

  constructor(
    client: ClusterClient,
    request: LoadProducerRequest,
    queues: readonly PartitionQueue[],
    events: ProducerEvents,
    clocks: ProducerClocks,
    newIdentity: () => Promise<ProducerIdentity>,
  ) {
    this.#client = client;
    this.#request = request;
    this.#queues = queues;
    this.#events = events;
    this.#clocks = clocks;
    this.#newIdentity = newIdentity;
  }

  get outstandingRecords(): number {
    return this.#outstanding;
  }

  offer(valueBytes: number, intendedMs: number, isMeasured: boolean, keyNumber: number | undefined): boolean {
    const { settings, filler, tag } = this.#request;
    const key = keyNumber === undefined ? undefined : keyBytesOf(keyNumber);
    const room = recordRoom(key?.length ?? 0, valueBytes);
    if (this.#bufferedBytes + room > settings.bufferBytes && this.#outstanding > 0) return false;
    const nowMs = this.#clocks.monotonicMs();
    const queue = this.#queues[keyNumber === undefined ? this.#sticky : keyNumber % this.#queues.length]!;
    if (queue.open?.hasRoom(room) === false) this.#close(queue);
    queue.open ??= this.#openBatch(queue, Math.max(settings.batchBytes, room), nowMs);
    if (this.#fillerAt + valueBytes > filler.length) this.#fillerAt = 0;
    queue.open.append(tag, key, valueBytes, { intendedMs, isMeasured, nowMs, filler, fillerAt: this.#fillerAt });
    // Odd, so that values that follow each other are cut at other places each time round.
    this.#fillerAt += valueBytes | 1;
    queue.nextSequence += 1;
    this.#outstanding += 1;
    return true;
  }

  tick(): void {
    const nowMs = this.#clocks.monotonicMs();
    const { lingerMs, deliveryTimeoutMs } = this.#request.settings;
    for (const queue of this.#queues) {
      if (queue.open !== undefined && nowMs - queue.open.openedMs >= lingerMs) this.#close(queue);
      for (let late = queue.ready[0]; late !== undefined; late = queue.ready[0]) {
        if (nowMs - late.openedMs < deliveryTimeoutMs) break;
        queue.ready.shift();
        this.#fail(queue, late, late.lastError ?? 'REQUEST_TIMED_OUT');
      }
    }
    if (this.#queues.some(({ needsIdentity, inFlight }) => needsIdentity && inFlight.size === 0)) {
      void this.takeIdentities();
    }
    if (this.#queues.some(({ leaderId }) => leaderId === undefined)) void this.#askLeaders();
    this.#send(nowMs);
  }

  giveUp(): void {
    for (const queue of this.#queues) {
      if (queue.open !== undefined) this.#close(queue);
      for (const batch of queue.ready.splice(0)) this.#fail(queue, batch, batch.lastError ?? 'NOT_SENT');
    }
  }

  /** A new identity for each partition that lacks one; its records are numbered anew from 0. */
  async takeIdentities(): Promise<void> {
    if (this.#isTakingIdentities) return;
    this.#isTakingIdentities = true;
    try {
      const identity = await this.#newIdentity();
      for (const queue of this.#queues) {
        if (!queue.needsIdentity || queue.inFlight.size > 0) continue;
        Object.assign(queue, { identity, nextKafkaSequence: 0, needsIdentity: false });
      }
    } catch (error) {
      // The first one is awaited by who opens the producer; of a later one the batches' own time limit tells.
      if (this.#queues.every(({ identity }) => identity === undefined)) throw error;
    } finally {
      this.#isTakingIdentities = false;
    }
  }

  #openBatch(queue: PartitionQueue, room: number, nowMs: number): OpenBatch {
    this.#bufferedBytes += room;
    return new OpenBatch(queue.partition, queue.nextSequence, room, nowMs, this.#clocks.nowMs());
  }

  #close(queue: PartitionQueue): void {
    const batch = queue.open!;
    queue.open = undefined;
    batch.seal(this.#request.settings.compression);
    queue.ready.push(batch);
    if (this.#queues[this.#sticky] === queue) this.#sticky = (this.#sticky + 1) % this.#queues.length;
  }

  #send(nowMs: number): void {
    const byLeader = new Map<number, PartitionQueue[]>();
    for (const queue of this.#queues) {
      if (!canSend(queue, nowMs)) continue;
      const led = byLeader.get(queue.leaderId!);
      if (led === undefined) byLeader.set(queue.leaderId!, [queue]);
      else led.push(queue);
    }
    for (const [leaderId, led] of byLeader) {
      while ((this.#requestsOf.get(leaderId) ?? 0) < this.#request.settings.maxInFlight) {
        const batches = takeRequest(led);
        if (batches.length === 0) break;
        void this.#exchange(leaderId, batches);
      }
    }
  }

  async #exchange(leaderId: number, batches: readonly OpenBatch[]): Promise<void> {
    this.#requestsOf.set(leaderId, (this.#requestsOf.get(leaderId) ?? 0) + 1);
    let codes: ReadonlyMap<number, number> = new Map();
    let failure: string | undefined;
    try {
      codes = await this.#ask(leaderId, batches);
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      failure = clientErrors[error.name] ?? error.name;
    }
    this.#requestsOf.set(leaderId, this.#requestsOf.get(leaderId)! - 1);
    for (const batch of batches) {
      const code = codes.get(batch.partition);
      if (code !== undefined) batch.brokerId = leaderId;
      this.#settle(batch, code, failure);
    }
    this.#send(this.#clocks.monotonicMs());
  }

  async #ask(leaderId: number, batches: readonly OpenBatch[]): Promise<ReadonlyMap<number, number>> {
    const { topic, settings } = this.#request;
    const connection = await this.#client.toBroker(leaderId, lane);
    const partitionData = batches.map(batch => ({ index: batch.partition, records: batch.wireBytes() }));
    const sentMs = this.#clocks.monotonicMs();
    for (const batch of batches) batch.sentMs = sentMs;
    const body = {
      acks: settings.acks === 'all' ? -1 : 1,
      timeoutMs: settings.requestTimeoutMs,
      topicData: [{ name: topic, partitionData }],
    };
    const version = Math.min(newestByName, connection.versionOf(produce) ?? newestByName);
    const answer = await connection.request(produce, body, { version, timeoutMs: settings.requestTimeoutMs });
    return new Map(
      answer.responses.flatMap(({ partitionResponses }) => partitionResponses.map(one => [one.index, one.errorCode])),
    );
  }

  #settle(batch: OpenBatch, code: number | undefined, failure: string | undefined): void {
    const queue = this.#queues.find(({ partition }) => partition === batch.partition)!;
    queue.inFlight.delete(batch);
    if (queue.inFlight.size === 0) queue.mustDrain = false;
    if (code === 0 || code === duplicateSequence) {
      this.#tell(batch, undefined);
      return;
    }
    const error = failure ?? kafkaErrorName(code ?? -1);
    batch.lastError = error;
    const isLost = batch.sequence !== undefined && (code === outOfOrderSequence || code === unknownProducer);
    if (!(failure !== undefined || isLost || isRetriable(code ?? -1))) {
      this.#fail(queue, batch, error);
      return;
    }
    this.#events.onRetry(error);
    takeBack(queue, batch, this.#clocks.monotonicMs() + retryPauseMs);
    // Out of order behind a batch that is sent again is as it should be; at the head the numbers are of no more use.
    if (isLost && queue.ready[0] === batch && queue.inFlight.size === 0) queue.needsIdentity = true;
    if (failure !== undefined || movedCodes.has(code ?? -1)) void this.#askLeaders();
  }

  async #askLeaders(): Promise<void> {
    const nowMs = this.#clocks.monotonicMs();
    if (this.#isAskingLeaders || nowMs - this.#leadersAskedAtMs < retryPauseMs) return;
    this.#isAskingLeaders = true;
    this.#leadersAskedAtMs = nowMs;
    try {
      const { topics } = await this.#client.metadata([this.#request.topic]);
      const told = new Map(topics.flatMap(({ partitions }) => partitions.map(each => [each.partition, each.leaderId])));
      for (const queue of this.#queues) {
        const leaderId = told.get(queue.partition) ?? -1;
        queue.leaderId = leaderId < 0 ? undefined : leaderId;
      }
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
    } finally {
      this.#isAskingLeaders = false;
    }
  }

  #fail(queue: PartitionQueue, batch: OpenBatch, error: string): void {
    // Its numbers will never be used: the broker would refuse every later one.
    if (batch.sequence !== undefined) queue.needsIdentity = true;
    this.#tell(batch, error);
  }

  #tell(batch: OpenBatch, error: string | undefined): void {
    const { partition, brokerId, firstSequence, recordCount, payloadBytes, intendedMs, measuredFrom, sentMs } = batch;
    this.#outstanding -= recordCount;
    this.#bufferedBytes -= batch.room;
    this.#events.onBatch({
      ...{ partition, brokerId, firstSequence, recordCount, payloadBytes, intendedMs, measuredFrom, sentMs },
      endedMs: this.#clocks.monotonicMs(),
      ...(error === undefined ? {} : { error }),
    });
  }
}

/** One batch of each partition, up to the size of a request. */
function takeRequest(led: readonly PartitionQueue[]): OpenBatch[] {
  const batches: OpenBatch[] = [];
  let bytes = 0;
  // The oldest first: with more partitions than a request holds, none is left out for ever.
  for (const queue of led.toSorted((a, b) => openedMsOf(a) - openedMsOf(b))) {
    const [next] = queue.ready;
    if (next === undefined || (batches.length > 0 && bytes + next.bytes > requestBytes)) continue;
    numberBatch(queue, next);
    queue.ready.shift();
    queue.inFlight.add(next);
    batches.push(next);
    bytes += next.bytes;
  }
  return batches;
}

const openedMsOf = ({ ready: [next] }: PartitionQueue): number => next?.openedMs ?? Infinity;

/** Kafka's own names for what its clients say of a connection. */
const clientErrors: Readonly<Partial<Record<string, string>>> = {
  ConnectionLost: 'NETWORK_EXCEPTION',
  BrokerUnreachable: 'NETWORK_EXCEPTION',
  RequestTimedOut: 'REQUEST_TIMED_OUT',
  NotAuthorized: 'TOPIC_AUTHORIZATION_FAILED',
  AuthenticationFailed: 'SASL_AUTHENTICATION_FAILED',
};
