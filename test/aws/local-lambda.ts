import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { endWithUs } from './end-with-us.ts';

export type Invocation =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string };

export interface LocalLambda {
  /** One at a time, as an execution environment does. */
  readonly invoke: (event: unknown, timeoutMs?: number) => Promise<Invocation>;
  readonly log: () => string;
  readonly stop: () => void;
}

const client = fileURLToPath(new URL('./runtime-client.ts', import.meta.url));
const bundles = join(import.meta.dirname, '../../dist/lambdas');

/**
 * One execution environment of a built function: the bundle in a Node process of its own that has no other environment
 * than Lambda's and the given one, behind a small Runtime API.
 */
export const startLambda = async (
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<LocalLambda> => {
  let log = '';
  let idle: ServerResponse | undefined;
  let job: { readonly id: string; readonly event: unknown; readonly deadlineMs: number } | undefined;
  let finish: (outcome: Invocation) => void = () => undefined;
  let initError: Invocation | undefined;
  const hand = (): void => {
    if (idle === undefined || job === undefined) return;
    const { id, event, deadlineMs } = job;
    idle.writeHead(200, {
      'lambda-runtime-aws-request-id': id,
      'lambda-runtime-deadline-ms': String(deadlineMs),
      'lambda-runtime-invoked-function-arn': `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
    });
    idle.end(JSON.stringify(event));
    idle = job = undefined;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const what = request.url?.split('/').at(-1);
    if (what === 'next') {
      idle = response;
      hand();
      return;
    }
    const body = await json(request);
    response.writeHead(202).end();
    if (what === 'response') {
      finish({ kind: 'returned', value: body });
      return;
    }
    const outcome: Invocation = { kind: 'failed', ...(body as { errorType: string; errorMessage: string }) };
    if (request.url?.endsWith('/init/error') === true) initError = outcome;
    log += `${JSON.stringify(body)}\n`;
    finish(outcome);
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as { readonly port: number };
  const runtime = spawn(process.execPath, [client, join(bundles, name, 'index.mjs')], {
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${address.port}`,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [runtime.stdout, runtime.stderr]) stream.on('data', chunk => (log += String(chunk)));
  const crashed: Invocation = { kind: 'failed', errorType: 'Runtime.ExitError', errorMessage: 'the process ended' };
  runtime.once('exit', () => finish(initError ?? crashed));
  const kill = endWithUs(runtime);
  return {
    log: () => log,
    invoke: async (event, timeoutMs = 55_000) => {
      if (runtime.exitCode !== null) return initError ?? crashed;
      const { promise, resolve } = Promise.withResolvers<Invocation>();
      finish = resolve;
      job = { id: randomUUID(), event, deadlineMs: Date.now() + timeoutMs };
      hand();
      return await promise;
    },
    stop: () => {
      kill();
      server.closeAllConnections();
      server.close();
    },
  };
};
