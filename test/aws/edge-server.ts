import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type EdgeFault, edgeFaults } from './edge-faults.ts';

export interface EdgeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

export interface EdgeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One service of AWS as far as it is played here. */
export interface EdgeService {
  /** The name a call has in `calls` and in fault switches. */
  readonly nameOf: (request: EdgeRequest) => string;
  readonly answer: (request: EdgeRequest) => EdgeAnswer;
  readonly throttled: EdgeAnswer;
  /** To a caller that may not make the call. */
  readonly denied: (name: string) => EdgeAnswer;
  readonly failed: EdgeAnswer;
}

/** Plays a service on a free port of 127.0.0.1. */
export const startEdge = async ({ nameOf, answer, throttled, denied, failed }: EdgeService) => {
  const calls: string[] = [];
  const faults = edgeFaults();
  const answerTo = (fault: EdgeFault['kind'] | undefined, name: string): EdgeAnswer | undefined => {
    if (fault === 'throttle') return throttled;
    if (fault === 'deny') return denied(name);
    return fault === 'fail' || fault === 'cut' ? failed : undefined;
  };
  const server = createServer((incoming, response) => {
    const answered = readRequest(incoming).then(request => {
      const name = nameOf(request);
      calls.push(name);
      const fault = faults.next(name);
      const { status, body, headers } = answerTo(fault, name) ?? answer(request);
      if (fault === 'cut' || fault === 'lose') incoming.socket.destroy();
      else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    });
    // A client may be killed in the middle of a request.
    answered.catch(() => incoming.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the edge has no port');
  const endpoint = `http://127.0.0.1:${address.port}`;
  return {
    endpoint,
    /** For an SDK client of the test itself, which tries once. */
    clientConfig: {
      endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    calls,
    faults,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const readRequest = async (incoming: IncomingMessage): Promise<EdgeRequest> => {
  const { method = '', url = '/', headers } = incoming;
  const body = await text(incoming);
  return {
    method,
    url: new URL(url, 'http://edge'),
    headers,
    body: body === '' ? {} : (JSON.parse(body) as Readonly<Record<string, unknown>>),
  };
};
