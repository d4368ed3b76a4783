/**
 * Loaded into the process of a function before anything else: kills it, without a word to anybody, once it has sent the
 * n-th of its calls to AWS and requests to Kafka; the answer of that one it never sees.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { TLSSocket } from 'node:tls';

export const endAtVariable = 'TEST_END_AT_CALL';

const lastCall = Number(process.env[endAtVariable]);
let calls = 0;

const count = (name: string, whenSent: (work: () => void) => void): void => {
  calls += 1;
  if (calls !== lastCall) return;
  whenSent(() => {
    process.stderr.write(`ended at call ${calls}: ${name}\n`, () => process.kill(process.pid, 'SIGKILL'));
  });
};

// The Runtime API is called by fetch, which has channels of its own.
subscribe('http.client.request.start', message => {
  const { request } = message as { readonly request: ClientRequest };
  count(String(request.getHeader('x-amz-target') ?? request.path), work => request.once('finish', work));
});

// A request to Kafka is corked, written and uncorked once.
const { uncork } = TLSSocket.prototype as { readonly uncork: (this: TLSSocket) => void };
TLSSocket.prototype.uncork = function (this: TLSSocket): void {
  uncork.call(this);
  count('Kafka', work => setImmediate(work));
};
