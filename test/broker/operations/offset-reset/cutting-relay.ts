import { connect, createServer, type Socket } from 'node:net';

const offsetCommitKey = 8;
const lengthBytes = 4;

/** `answer`: the broker gets the request, and its answer is lost. `request`: the broker never gets it. */
export type Cut = 'answer' | 'request';

export interface CuttingRelay {
  /** Cuts the connection at the next of these many OffsetCommit requests, once each. */
  readonly cutNext: (what: Cut, count?: number) => void;
  /** How many OffsetCommit requests clients have sent. */
  readonly sent: () => number;
  readonly close: () => Promise<void>;
}

/** A relay on `port` to a broker on `brokerPort`, which can cut a connection in the middle of a commit. */
export async function startCuttingRelay(port: number, brokerPort: number): Promise<CuttingRelay> {
  let cuts: Cut[] = [];
  let sent = 0;
  const sockets = new Set<Socket>();
  const server = createServer(client => {
    const broker = connect({ host: '127.0.0.1', port: brokerPort });
    const end = () => {
      client.destroy();
      broker.destroy();
    };
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        end();
      });
      socket.once('error', end);
    }
    let isLosingAnswer = false;
    client.on(
      'data',
      inFrames(frame => {
        if (frame.readInt16BE(lengthBytes) === offsetCommitKey) {
          sent += 1;
          const cut = cuts.shift();
          if (cut === 'request') {
            end();
            return;
          }
          isLosingAnswer ||= cut === 'answer';
        }
        broker.write(frame);
      }),
    );
    // The broker answers once the commit is kept: what is cut here took effect.
    broker.on('data', (bytes: Buffer) => (isLosingAnswer ? end() : client.write(bytes)));
  });
  await new Promise<void>(resolve => server.listen({ host: '127.0.0.1', port }, resolve));
  return {
    cutNext: (what, count = 1) => {
      cuts = Array<Cut>(count).fill(what);
    },
    sent: () => sent,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Kafka's requests are a length and so many bytes; they come in pieces of any size. */
function inFrames(onFrame: (frame: Buffer) => void): (bytes: Buffer) => void {
  let kept = Buffer.alloc(0);
  return bytes => {
    kept = Buffer.concat([kept, bytes]);
    while (kept.length >= lengthBytes && kept.length >= lengthBytes + kept.readInt32BE(0)) {
      const size = lengthBytes + kept.readInt32BE(0);
      onFrame(kept.subarray(0, size));
      kept = kept.subarray(size);
    }
  };
}
