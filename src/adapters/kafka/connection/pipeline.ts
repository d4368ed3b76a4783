import { OperationError } from '../../../domain/errors.ts';
import type { HostPort, TlsSettings } from '../../../domain/kafka/connection.ts';
import type { Api } from '../protocol/api.ts';
import { encodeRequestHeader } from '../protocol/request-header.ts';
import { responseBodyStart } from '../protocol/response-header.ts';
import type { Frame } from './broker-connection.ts';
import { connectionError, connectionLost } from './connection-error.ts';
import { frameReader } from './frame-reader.ts';
import { addressOf } from './one-line.ts';
import { openSocket } from './open-socket.ts';

/** Requests over one socket: any number under way, answered in the order they were sent. */
export interface Pipeline {
  readonly isOpen: boolean;
  /** Whether it ended from the broker's side, or on the way. */
  readonly wasCut: boolean;
  readonly exchange: Exchange;
  readonly close: () => void;
}

/** Sends one request; the answer is that of this request. */
export type Exchange = (request: OutgoingRequest) => Promise<Frame>;

export interface OutgoingRequest {
  readonly api: Api<unknown, unknown>;
  readonly version: number;
  readonly body: Uint8Array;
  readonly timeoutMs: number;
}

export interface PipelineOptions {
  readonly target: HostPort;
  readonly tls: TlsSettings | undefined;
  readonly clientId: string;
  readonly connectTimeoutMs: number;
  readonly nowMs: () => number;
}

interface Waiting {
  readonly correlationId: number;
  readonly api: Api<unknown, unknown>;
  readonly version: number;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: OperationError) => void;
}

export async function openPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { target } = options;
  const waiting: Waiting[] = [];
  let lastCorrelationId = 0;
  let answerCount = 0;
  let failure: OperationError | undefined;
  let wasCut = false;

  const read = frameReader(target, frame => {
    const first = waiting[0];
    if (first?.correlationId !== frame.readInt32BE(0)) throw outOfStep(target, first?.api.name);
    const bodyStart = responseBodyStart(first.api, first.version, frame);
    waiting.shift();
    clearTimeout(first.timer);
    answerCount++;
    first.resolve({ bytes: frame, bodyStart });
  });

  const socket = await openSocket({
    target,
    tls: options.tls,
    timeoutMs: options.connectTimeoutMs,
    nowMs: options.nowMs,
    onBytes(buffer, byteCount) {
      if (failure !== undefined) return;
      try {
        read(buffer, byteCount);
      } catch (error) {
        fail(error instanceof OperationError ? error : outOfStep(target, undefined, error));
      }
    },
  });

  function fail(error: OperationError): void {
    if (failure !== undefined) return;
    failure = error;
    socket.destroy();
    for (const request of waiting.splice(0)) {
      clearTimeout(request.timer);
      request.reject(error);
    }
  }

  function cut(cause?: Error | null): void {
    wasCut ||= failure === undefined;
    fail(
      cause ? connectionError(cause, target, options.tls) : connectionLost(target, cutBetween(waiting, answerCount)),
    );
  }

  function timeOut(correlationId: number, apiName: string, timeoutMs: number): void {
    const index = waiting.findIndex(request => request.correlationId === correlationId);
    const [late] = waiting.splice(index, 1);
    const what = `did not answer ${apiName} within ${timeoutMs} ms`;
    late?.reject(new OperationError('RequestTimedOut', `broker ${addressOf(target)} ${what}`, { retryable: true }));
    // its answer may still come, and would be taken for that of the next request
    fail(connectionLost(target, `was closed because the broker ${what}`));
  }

  socket.on('error', cut);
  socket.on('end', () => cut());
  socket.on('close', () => cut());
  if (socket.destroyed) cut(socket.errored);

  return {
    get isOpen() {
      return failure === undefined;
    },
    get wasCut() {
      return wasCut;
    },
    exchange({ api, version, body, timeoutMs }) {
      return new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(connectionLost(target, 'is closed', failure));
          return;
        }
        const correlationId = lastCorrelationId;
        lastCorrelationId = (lastCorrelationId + 1) & 0x7fffffff;
        const timer = setTimeout(timeOut, timeoutMs, correlationId, api.name, timeoutMs);
        timer.unref();
        waiting.push({ correlationId, api, version, timer, resolve, reject });
        const head = encodeRequestHeader(api, version, correlationId, options.clientId);
        const length = Buffer.allocUnsafe(4);
        length.writeInt32BE(head.length + body.length);
        socket.cork();
        socket.write(length);
        socket.write(head);
        socket.write(body);
        socket.uncork();
      });
    },
    close() {
      fail(connectionLost(target, 'was closed on this side'));
    },
  };
}

function cutBetween(waiting: readonly Waiting[], answerCount: number): string {
  const first = waiting[0];
  if (first === undefined) return 'was closed by the broker';
  return answerCount === 0
    ? `was closed by the broker on the first request (${first.api.name})`
    : `was closed by the broker before it answered ${first.api.name}`;
}

function outOfStep(target: HostPort, apiName: string | undefined, cause?: unknown): OperationError {
  return new OperationError(
    'ProtocolViolated',
    `${addressOf(target)} sent an answer that belongs to no request${apiName === undefined ? '' : ` (${apiName} was next)`}; check that host and port are a Kafka listener`,
    { cause },
  );
}
