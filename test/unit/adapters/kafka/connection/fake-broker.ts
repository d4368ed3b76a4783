import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Api } from '../../../../../src/adapters/kafka/protocol/api.ts';
import { decodeRequest } from '../../../../../src/adapters/kafka/protocol/decode.ts';
import { encodeResponse, type Sparse } from '../../../../../src/adapters/kafka/protocol/encode.ts';
import { apiVersions } from '../../../../../src/adapters/kafka/protocol/generated/api-versions.ts';
import { listGroups } from '../../../../../src/adapters/kafka/protocol/generated/list-groups.ts';
import { saslAuthenticate } from '../../../../../src/adapters/kafka/protocol/generated/sasl-authenticate.ts';
import { saslHandshake } from '../../../../../src/adapters/kafka/protocol/generated/sasl-handshake.ts';
import { decodeRequestHeader, requestBodyStart } from '../../../../../src/adapters/kafka/protocol/request-header.ts';
import { encodeResponseHeader } from '../../../../../src/adapters/kafka/protocol/response-header.ts';
import type { HostPort } from '../../../../../src/domain/kafka/connection.ts';

/** Kafka's default socket.request.max.bytes; a longer request, or the start of a TLS handshake, ends the connection. */
const longestRequestLength = 104_857_600;

/** A request as a broker sees it. */
export interface Incoming {
  readonly apiKey: number;
  readonly version: number;
  readonly correlationId: number;
  readonly socket: Socket;
  body<Request>(api: Api<Request, unknown>): Request;
  reply<Response>(api: Api<unknown, Response>, body: Sparse<Response>, version?: number): void;
}

export interface FakeBroker extends AsyncDisposable {
  readonly target: HostPort;
  readonly openConnectionCount: () => number;
}

/** A listener on this machine that hands each request to `answer`. */
export function fakeBroker(answer: (request: Incoming) => void, tls?: TlsOptions): Promise<FakeBroker> {
  return fakeServer(socket => {
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      if (pending.length >= 4 && pending.readInt32BE(0) > longestRequestLength) socket.destroy();
      while (pending.length >= 4 && pending.length >= 4 + pending.readInt32BE(0)) {
        const end = 4 + pending.readInt32BE(0);
        const bytes = pending.subarray(4, end);
        pending = pending.subarray(end);
        answer(incoming(bytes, socket));
      }
    });
  }, tls);
}

/** Answers as a broker without logins does, but for the APIs in `others`. */
export function answering(others: Readonly<Record<number, (request: Incoming) => void>> = {}) {
  return (request: Incoming): void => {
    const other = others[request.apiKey];
    if (other !== undefined) other(request);
    else if (request.apiKey === apiVersions.key) {
      const finalizedFeatures = [{ name: 'group.version', maxVersionLevel: 1, minVersionLevel: 1 }];
      request.reply(apiVersions, { apiKeys: offered, finalizedFeatures });
    } else request.reply(listGroups, { groups: [{ groupId: 'orders', protocolType: 'consumer' }] });
  };
}

const offered = [apiVersions, listGroups, saslHandshake, saslAuthenticate].map(api => ({
  apiKey: api.key,
  minVersion: api.minVersion,
  maxVersion: api.maxVersion,
}));

/** The same without Kafka's framing. */
export async function fakeServer(onSocket: (socket: Socket) => void, tls?: TlsOptions): Promise<FakeBroker> {
  const open = new Set<Socket>();
  const accept = (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    // a socket that nobody reads never notices its end
    socket.resume();
    onSocket(socket);
  };
  const server: Server = tls === undefined ? createServer(accept) : createTlsServer(tls, accept);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    target: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    openConnectionCount: () => open.size,
    async [Symbol.asyncDispose]() {
      const closed = new Promise(resolve => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

export function framed(...parts: readonly Uint8Array[]): Buffer {
  const frame = Buffer.concat([Buffer.alloc(4), ...parts]);
  frame.writeInt32BE(frame.length - 4);
  return frame;
}

function incoming(bytes: Buffer, socket: Socket): Incoming {
  const { apiKey, version, correlationId } = decodeRequestHeader(bytes);
  return {
    apiKey,
    version,
    correlationId,
    socket,
    body: api => decodeRequest(api, version, bytes, requestBodyStart(api, version, bytes)),
    reply(api, body, replyVersion = version) {
      socket.write(
        framed(encodeResponseHeader(api, replyVersion, correlationId), encodeResponse(api, replyVersion, body)),
      );
    },
  };
}
