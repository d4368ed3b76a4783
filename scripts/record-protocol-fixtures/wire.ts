import { once } from 'node:events';
import { connect } from 'node:net';
import type { Api } from '../../src/adapters/kafka/protocol/api.ts';
import { decodeResponse } from '../../src/adapters/kafka/protocol/decode.ts';
import { encodeRequest } from '../../src/adapters/kafka/protocol/encode.ts';
import { encodeRequestHeader } from '../../src/adapters/kafka/protocol/request-header.ts';
import { responseBodyStart } from '../../src/adapters/kafka/protocol/response-header.ts';

const answerWithinMs = 20_000;

/** Request and answer as they were on the wire, in hexadecimal, without the four bytes of size before each. */
export interface Exchange {
  readonly api: string;
  readonly version: number;
  readonly request: string;
  readonly response: string;
}

export interface Answer<Response> {
  readonly exchange: Exchange;
  readonly response: Response;
}

/** One request on a connection of its own: slow, and independent of the connection that the fixtures also test. */
export const exchange = async <Request, Response>(
  bootstrap: string,
  api: Api<Request, Response>,
  version: number,
  body: NoInfer<Request>,
): Promise<Answer<Response>> => {
  const request = Buffer.concat([
    encodeRequestHeader(api, version, 7, 'recorder'),
    encodeRequest<Request>(api, version, body),
  ]);
  const frame = await askOnce(bootstrap, request, `${api.name} v${version}`);
  return {
    exchange: { api: api.name, version, request: request.toString('hex'), response: frame.toString('hex') },
    response: decodeResponse(api, version, frame, responseBodyStart(api, version, frame)),
  };
};

const askOnce = async (bootstrap: string, request: Buffer, what: string): Promise<Buffer> => {
  const url = new URL(`tcp://${bootstrap}`);
  const socket = connect(Number(url.port), url.hostname);
  try {
    await once(socket, 'connect');
    socket.setTimeout(answerWithinMs, () => socket.destroy(new Error(`${what}: no answer in ${answerWithinMs} ms`)));
    const size = Buffer.alloc(4);
    size.writeInt32BE(request.length);
    socket.write(Buffer.concat([size, request]));
    let received = Buffer.alloc(0);
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      received = Buffer.concat([received, chunk]);
      if (received.length >= 4 && received.length === 4 + received.readInt32BE(0)) return received.subarray(4);
    }
    throw new Error(`${what}: the broker closed the connection`);
  } finally {
    socket.destroy();
  }
};
