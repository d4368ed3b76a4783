/**
 * What Lambda runs around a Node function: imports the handler, asks the Runtime API for work, answers it. Errors are
 * told with the name they were thrown with, as Step Functions and the Errors metric see them.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import { behindGate } from './stage-gate.ts';

const [, , bundle = ''] = process.argv;
const api = `http://${process.env['AWS_LAMBDA_RUNTIME_API'] ?? ''}/2018-06-01/runtime`;

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const told = (error: unknown): string => {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return JSON.stringify({ errorType: name, errorMessage: message, stackTrace: stack.split('\n') });
};

const post = async (path: string, body: string): Promise<void> => {
  const answer = await fetch(`${api}/${path}`, { method: 'POST', body });
  await answer.arrayBuffer();
};

const load = async (): Promise<Handler> => {
  try {
    return ((await import(bundle)) as { handler: Handler }).handler;
  } catch (error) {
    await post('init/error', told(error));
    process.exit(1);
  }
};

const handler = behindGate(await load(), process.env);
for (;;) {
  const next = await fetch(`${api}/invocation/next`);
  const event: unknown = await next.json();
  const requestId = next.headers.get('lambda-runtime-aws-request-id') ?? '';
  const deadlineMs = Number(next.headers.get('lambda-runtime-deadline-ms'));
  const context = {
    awsRequestId: requestId,
    functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: '$LATEST',
    invokedFunctionArn: next.headers.get('lambda-runtime-invoked-function-arn'),
    memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
  try {
    await post(`invocation/${requestId}/response`, JSON.stringify((await handler(event, context)) ?? null));
  } catch (error) {
    await post(`invocation/${requestId}/error`, told(error));
  }
}
