import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudFormationAnswer } from '../../src/adapters/aws/send-cloudformation-answer.ts';
import { OperationError } from '../../src/domain/errors.ts';
import type { CloudFormationCall } from './cloudformation-call.ts';

export interface CloudFormationWork {
  /** What a resource that is made or changed has to tell. */
  readonly attributes: () => Promise<Readonly<Record<string, string>>>;
  readonly leftMs: () => number;
  readonly send: (url: string, answer: CloudFormationAnswer) => Promise<void>;
}

/** Kept for the answer: a call that just ends leaves CloudFormation waiting. */
const answerMs = 15_000;
/** An answer may have 4096 bytes. */
const reasonLetters = 1_500;

/**
 * Does what CloudFormation asks and tells it how that went, in any case; then fails as the work did. Nothing is done where
 * the resource goes.
 */
export async function answerCloudFormation(call: CloudFormationCall, work: CloudFormationWork): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId = LogicalResourceId } = call;
  const of = { StackId, RequestId, LogicalResourceId, PhysicalResourceId };
  const outcome = await outcomeOf(call, work);
  if (outcome.kind === 'done') {
    await work.send(call.ResponseURL, { ...of, Status: 'SUCCESS', Data: outcome.attributes });
    return;
  }
  const Reason = reasonOf(outcome.error).slice(0, reasonLetters);
  await work.send(call.ResponseURL, { ...of, Status: 'FAILED', Reason });
  throw outcome.error;
}

async function outcomeOf({ RequestType }: CloudFormationCall, work: CloudFormationWork) {
  try {
    return { kind: 'done', attributes: RequestType === 'Delete' ? {} : await inTime(work) } as const;
  } catch (error) {
    return { kind: 'failed', error } as const;
  }
}

async function inTime({ attributes, leftMs }: CloudFormationWork) {
  const over = new AbortController();
  const late = sleep(Math.max(0, leftMs() - answerMs), 'late', { signal: over.signal }).catch(() => 'late');
  try {
    const data = await Promise.race([attributes(), late]);
    if (typeof data !== 'string') return data;
  } finally {
    over.abort();
  }
  const advice = 'deploy again, and what is done is kept';
  throw new OperationError('RequestTimedOut', `the certificates ran out of time; ${advice}`, { retryable: true });
}

/** Only our own sentences are known to hold no secret. */
const reasonOf = (error: unknown): string =>
  error instanceof OperationError
    ? `${error.name}: ${error.message}`
    : 'InternalError: the log of the function says more';
