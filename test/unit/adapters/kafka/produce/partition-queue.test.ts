import { expect, it } from 'vitest';
import { OpenBatch } from '../../../../../src/adapters/kafka/produce/open-batch.ts';
import { canSend, newQueue, takeBack, takeRequest } from '../../../../../src/adapters/kafka/produce/partition-queue.ts';

function batchOf(partition: number, firstSequence: number, openedMs = 0): OpenBatch {
  const batch = new OpenBatch(partition, firstSequence, 200, openedMs, 0);
  const record = { intendedMs: 0, isMeasured: true, nowMs: 0, filler: new Uint8Array(64), fillerAt: 0 };
  batch.append(1, undefined, 20, record);
  batch.append(1, undefined, 20, record);
  batch.seal({ number: 0, compress: records => records });
  return batch;
}

function queueOf(partition: number, ...batches: OpenBatch[]) {
  const queue = newQueue(partition, 1, true);
  queue.ready.push(...batches);
  Object.assign(queue, { identity: { producerId: 1n, epoch: 0 }, needsIdentity: false });
  return queue;
}

it('takes one batch of each partition, the oldest first, and numbers them in order', () => {
  const [young, old] = [queueOf(0, batchOf(0, 0, 9), batchOf(0, 2, 9)), queueOf(1, batchOf(1, 0, 5))];
  expect(takeRequest([young, old]).map(({ partition }) => partition)).toEqual([1, 0]);
  expect(takeRequest([young, old]).map(({ sequence }) => sequence?.first)).toEqual([2]);
});

it('sends a batch again before those behind it, once all that was under way is back', () => {
  const [first, second, third] = [batchOf(0, 0), batchOf(0, 2), batchOf(0, 4)];
  const queue = queueOf(0, first, second, third);
  takeRequest([queue]);
  takeRequest([queue]);
  queue.inFlight.delete(first);
  takeBack(queue, first, 100);
  expect(canSend(queue, 200)).toBe(false);
  queue.inFlight.delete(second);
  queue.mustDrain = false;
  takeBack(queue, second, 100);
  expect(queue.ready).toEqual([first, second, third]);
  expect([canSend(queue, 99), canSend(queue, 100)]).toEqual([false, true]);
  expect(takeRequest([queue])[0]!.sequence!.first).toBe(0);
});

it('numbers a batch anew under another identity', () => {
  const [first, second] = [batchOf(0, 0), batchOf(0, 2)];
  const queue = queueOf(0, first, second);
  takeRequest([queue]);
  takeRequest([queue]);
  expect(second.sequence!.first).toBe(2);
  queue.inFlight.clear();
  takeBack(queue, second, 0);
  Object.assign(queue, { identity: { producerId: 2n, epoch: 0 }, nextKafkaSequence: 0 });
  expect(takeRequest([queue])[0]!.sequence).toMatchObject({ of: { producerId: 2n }, first: 0 });
});
