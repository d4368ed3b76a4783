import type { OpenBatch, ProducerIdentity } from './open-batch.ts';

/** What waits for one partition, and what is on its way there. */
export interface PartitionQueue {
  readonly partition: number;
  /** Undefined while nobody leads it. */
  leaderId: number | undefined;
  open: OpenBatch | undefined;
  /** Sealed, by their numbers. */
  readonly ready: OpenBatch[];
  readonly inFlight: Set<OpenBatch>;
  /** Of the next record. */
  nextSequence: number;
  /** Not before then, and not before all that is under way has come back: order is kept over a repeat. */
  heldUntilMs: number;
  mustDrain: boolean;
  /** What keeps it from going on; undefined since a batch was taken. */
  lastError: string | undefined;
  identity: ProducerIdentity | undefined;
  /** Of the next record, as Kafka numbers them for an identity. */
  nextKafkaSequence: number;
  needsIdentity: boolean;
}

export function newQueue(partition: number, leaderId: number | undefined, isIdempotent: boolean): PartitionQueue {
  return {
    ...{ partition, leaderId, open: undefined, ready: [], inFlight: new Set<OpenBatch>() },
    ...{ nextSequence: 0, heldUntilMs: 0, mustDrain: false, lastError: undefined },
    ...{ identity: undefined, nextKafkaSequence: 0, needsIdentity: isIdempotent },
  };
}

export function canSend(queue: PartitionQueue, nowMs: number): boolean {
  if (queue.ready.length === 0 || queue.needsIdentity || queue.leaderId === undefined) return false;
  return nowMs >= queue.heldUntilMs && !queue.mustDrain;
}

/** Gives a batch back that has to be sent again, in its place. */
export function takeBack(queue: PartitionQueue, batch: OpenBatch, heldUntilMs: number): void {
  const at = queue.ready.findIndex(({ firstSequence }) => firstSequence > batch.firstSequence);
  queue.ready.splice(at === -1 ? queue.ready.length : at, 0, batch);
  queue.heldUntilMs = Math.max(queue.heldUntilMs, heldUntilMs);
  queue.mustDrain = queue.inFlight.size > 0;
}

const requestBytes = 1_048_576;

/** The next request to the leader of these: one batch of each, up to the size of a request, the oldest first. */
export function takeRequest(led: readonly PartitionQueue[]): OpenBatch[] {
  const batches: OpenBatch[] = [];
  let bytes = 0;
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

/** Numbers a batch the first time, and anew where the identity has changed. */
function numberBatch(queue: PartitionQueue, batch: OpenBatch): void {
  const { identity } = queue;
  if (identity === undefined || batch.sequence?.of === identity) return;
  batch.sequence = { of: identity, first: queue.nextKafkaSequence };
  queue.nextKafkaSequence = (queue.nextKafkaSequence + batch.recordCount) % 2 ** 31;
}
