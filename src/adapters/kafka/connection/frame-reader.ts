import { OperationError } from '../../../domain/errors.ts';
import type { HostPort } from '../../../domain/kafka/connection.ts';
import { tlsBroker } from './connection-error.ts';
import { addressOf } from './one-line.ts';

const longestFrameLength = 2 ** 30;
const tlsAlertType = 0x15;
const tlsMajorVersion = 0x03;

/** Takes the bytes as they come, whole frames or parts of them. */
export type FrameReader = (chunk: Buffer, byteCount: number) => void;

/**
 * Cuts a byte stream into frames. Each frame gets a buffer of its own, of the length the broker announced, so a large
 * answer is copied once and decoders can keep it.
 */
export function frameReader(target: HostPort, onFrame: (frame: Buffer) => void): FrameReader {
  const head = Buffer.alloc(4);
  let headFilled = 0;
  let body: Buffer | undefined;
  let bodyFilled = 0;
  let frameCount = 0;

  return (chunk, byteCount) => {
    let at = 0;
    while (at < byteCount) {
      if (body === undefined) {
        while (headFilled < 4 && at < byteCount) head[headFilled++] = chunk[at++]!;
        if (headFilled < 4) return;
        if (frameCount === 0) refuseOtherProtocols(head, target);
        body = Buffer.allocUnsafeSlow(checkedFrameLength(head, target));
        bodyFilled = 0;
      }
      const copied = Math.min(byteCount - at, body.length - bodyFilled);
      chunk.copy(body, bodyFilled, at, at + copied);
      bodyFilled += copied;
      at += copied;
      if (bodyFilled === body.length) {
        const frame = body;
        body = undefined;
        headFilled = 0;
        frameCount++;
        onFrame(frame);
      }
    }
  };
}

/** The first bytes of a TLS alert or of HTTP would be read as the length of a huge frame. */
function refuseOtherProtocols(head: Buffer, target: HostPort): void {
  if (head[0] === tlsAlertType && head[1] === tlsMajorVersion) {
    throw tlsBroker(target);
  }
  if (head.toString('latin1') === 'HTTP') {
    throw new OperationError(
      'ProtocolViolated',
      `${addressOf(target)} is a web server, not a Kafka broker; check the host and the port`,
    );
  }
}

function checkedFrameLength(head: Buffer, target: HostPort): number {
  const length = head.readInt32BE(0);
  // four bytes are the correlation id, without which nothing can be matched
  if (length >= 4 && length <= longestFrameLength) return length;
  throw new OperationError(
    'ProtocolViolated',
    `${addressOf(target)} announced an answer of ${length} bytes, which no Kafka broker sends; check that host and port are a Kafka listener`,
  );
}
