import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError } from '../../domain/errors.ts';

export interface CloudFormationAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

const tries = 4;

/** Puts an answer where CloudFormation waits for it: a presigned URL, which is a credential and is never told. */
export async function sendCloudFormationAnswer(
  url: string,
  answer: CloudFormationAnswer,
  firstWaitMs = 200,
): Promise<void> {
  // Bytes, since the signature is of a request without a content type, and a text would bring one.
  const body = new TextEncoder().encode(JSON.stringify(answer));
  let said = '';
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (attempt > 0) await sleep(firstWaitMs * 2 ** attempt);
    said = await put(url, body);
    if (said === '') return;
  }
  throw new OperationError('AwsUnavailable', `CloudFormation took no answer after ${tries} tries: ${said}`);
}

/** Empty where it was taken. */
async function put(url: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  try {
    const response = await fetch(url, { method: 'PUT', body, signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok ? '' : `status ${response.status}`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no connection';
  }
}
