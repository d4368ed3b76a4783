import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EmulatedAws } from './emulated-aws.ts';
import { zipOf } from './zip-of.ts';

export interface FunctionToDeploy {
  readonly name: string;
  /** The folder of its bundle under dist/lambdas. */
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly roleArn: string;
}

const client = fileURLToPath(new URL('./runtime-client.ts', import.meta.url));
const bundles = join(import.meta.dirname, '../../dist/lambdas');

/**
 * Puts a built bundle into the emulator, to be called by whatever calls functions there. The emulator's own Node
 * runtime tells every error as Runtime.HandlerError; behind a runtime of our own an error has the name it was thrown
 * with, which is what a state machine matches.
 */
export const deployFunction = async (aws: EmulatedAws, deployed: FunctionToDeploy): Promise<string> => {
  const bootstrap = `#!/bin/sh\nexec '${process.execPath}' '${client}' '${join(bundles, deployed.bundle, 'index.mjs')}'\n`;
  const { FunctionArn } = await createFunction(aws, {
    FunctionName: deployed.name,
    Runtime: 'provided.al2023',
    Handler: 'index.handler',
    Role: deployed.roleArn,
    Code: { ZipFile: zipOf('bootstrap', bootstrap).toString('base64') },
    Timeout: deployed.timeoutSeconds,
    MemorySize: 512,
    // Without an endpoint the function would call AWS itself.
    Environment: { Variables: { ...deployed.environment, AWS_ENDPOINT_URL: aws.endpoint } },
  });
  return FunctionArn;
};

// By plain HTTP: a client of Lambda would be a dependency for one call.
const createFunction = async (aws: EmulatedAws, body: object): Promise<{ readonly FunctionArn: string }> => {
  const scope = `Credential=test/20260101/${aws.clientConfig.region}/lambda/aws4_request`;
  const answer = await fetch(`${aws.endpoint}/2015-03-31/functions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`lambda CreateFunction: ${await answer.text()}`);
  return (await answer.json()) as { readonly FunctionArn: string };
};
