import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openPipeline, type Pipeline } from '../../../../../src/adapters/kafka/connection/pipeline.ts';
import { listGroups } from '../../../../../src/adapters/kafka/protocol/generated/list-groups.ts';
import type { HostPort } from '../../../../../src/domain/kafka/connection.ts';
import { fakeBroker, framed, type Incoming } from './fake-broker.ts';

const version = listGroups.maxVersion;

function open(target: HostPort): Promise<Pipeline> {
  return openPipeline({ target, tls: undefined, clientId: 'test', connectTimeoutMs: 5_000, nowMs: () => 0 });
}

function send(pipeline: Pipeline, timeoutMs = 5_000) {
  return pipeline.exchange({ api: listGroups, version, body: Buffer.from([1, 1, 0]), timeoutMs });
}

/** An answer as the broker would write it: header with its tagged fields, then `text`. */
function answerTo(request: Incoming, text: string): Buffer {
  const head = Buffer.alloc(5);
  head.writeInt32BE(request.correlationId);
  return framed(head, Buffer.from(text));
}

describe('openPipeline', () => {
  test('answers many requests under way in their order, however the answers are cut', async () => {
    await using broker = await fakeBroker(request => {
      for (const byte of answerTo(request, `answer ${request.correlationId}`))
        request.socket.write(Buffer.from([byte]));
    });
    const pipeline = await open(broker.target);
    const frames = await Promise.all(Array.from({ length: 50 }, () => send(pipeline)));
    const texts = frames.map(frame => frame.bytes.toString('utf8', frame.bodyStart));
    expect(texts).toEqual(Array.from({ length: 50 }, (_, i) => `answer ${i}`));
    pipeline.close();
  });

  test('reads many answers from one chunk', async () => {
    const kept: Buffer[] = [];
    await using broker = await fakeBroker(request => {
      kept.push(answerTo(request, String(request.correlationId)));
      if (kept.length === 3) request.socket.write(Buffer.concat(kept));
    });
    const pipeline = await open(broker.target);
    const frames = await Promise.all([send(pipeline), send(pipeline), send(pipeline)]);
    expect(frames.map(frame => frame.bytes.toString('utf8', frame.bodyStart))).toEqual(['0', '1', '2']);
    pipeline.close();
  });

  test('refuses an answer to another request, and closes', async () => {
    await using broker = await fakeBroker(request => {
      request.socket.write(answerTo({ ...request, correlationId: request.correlationId + 1 }, ''));
    });
    const pipeline = await open(broker.target);
    const results = await Promise.allSettled([send(pipeline), send(pipeline)]);
    expect(results).toMatchObject([
      { reason: { name: 'ProtocolViolated', message: expect.stringContaining('ListGroups was next') as string } },
      { reason: { name: 'ProtocolViolated' } },
    ]);
    expect(pipeline.isOpen).toBe(false);
  });

  test('refuses an answer whose header cannot be read', async () => {
    await using broker = await fakeBroker(request => {
      request.socket.write(answerTo(request, '').subarray(0, 8).fill(4, 3, 4));
    });
    const pipeline = await open(broker.target);
    await expect(send(pipeline)).rejects.toMatchObject({ name: 'ProtocolViolated' });
  });

  test('fails all requests under way when the connection ends inside an answer', async () => {
    await using broker = await fakeBroker(request => {
      if (request.correlationId === 1) request.socket.end(answerTo(request, 'half').subarray(0, 7));
    });
    const pipeline = await open(broker.target);
    const results = await Promise.allSettled([send(pipeline), send(pipeline)]);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'ConnectionLost', retryable: true } });
    }
    expect(pipeline.wasCut).toBe(true);
  });

  test('fails the late request by its time-out and those behind it by the lost connection', async () => {
    await using broker = await fakeBroker(() => undefined);
    const pipeline = await open(broker.target);
    const results = await Promise.allSettled([send(pipeline), send(pipeline, 20)]);
    expect(results).toMatchObject([
      { reason: { name: 'ConnectionLost', retryable: true } },
      {
        reason: {
          name: 'RequestTimedOut',
          retryable: true,
          message: expect.stringMatching(/did not answer ListGroups within 20 ms/) as string,
        },
      },
    ]);
    expect(pipeline.isOpen).toBe(false);
  });

  test('fails requests under way and later ones once closed', async () => {
    await using broker = await fakeBroker(() => undefined);
    const pipeline = await open(broker.target);
    const underWay = send(pipeline);
    pipeline.close();
    pipeline.close();
    await expect(underWay).rejects.toMatchObject({ name: 'ConnectionLost' });
    await expect(send(pipeline)).rejects.toMatchObject({ name: 'ConnectionLost' });
    expect(pipeline.wasCut).toBe(false);
  });

  test('leaves no timer and no socket behind', async () => {
    await using broker = await fakeBroker(request => {
      if (request.correlationId === 0) request.socket.write(answerTo(request, ''));
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const pipeline = await open(broker.target);
    await send(pipeline);
    expect(vi.getTimerCount()).toBe(0);
    const underWay = send(pipeline);
    expect(vi.getTimerCount()).toBe(1);
    pipeline.close();
    await expect(underWay).rejects.toMatchObject({ name: 'ConnectionLost' });
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
    await expect.poll(broker.openConnectionCount).toBe(0);
  });

  test('knows that the broker went away while nothing was under way', async () => {
    await using broker = await fakeBroker(request => {
      request.socket.end(answerTo(request, ''));
    });
    const pipeline = await open(broker.target);
    await send(pipeline);
    await expect.poll(() => pipeline.isOpen).toBe(false);
  });
});
