import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError } from '../../../domain/errors.ts';

/** Whether the condition of a write held. */
export type Written = 'written' | 'refused';

const mostMeetings = 10;

/** Writers that meet at an item are sent away whatever their conditions say: those try again. */
export async function unlessRefused(write: () => Promise<unknown>): Promise<Written> {
  for (let meetings = 1; ; meetings++) {
    try {
      await write();
      return 'written';
    } catch (error) {
      const codes = cancellationCodesOf(error);
      if (codes.includes('ConditionalCheckFailed')) return 'refused';
      if (codes.length === 0 || !codes.every(code => passingCodes.has(code))) throw error;
      if (meetings === mostMeetings) throw tooBusy(codes, error);
      await sleep(Math.random() * Math.min(1_000, 20 * 2 ** meetings));
    }
  }
}

const passingCodes: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** Why a write was not done, for a transaction of each of its items; empty for any other failure. */
function cancellationCodesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  if (error.name === 'ConditionalCheckFailedException') return ['ConditionalCheckFailed'];
  if (error.name === 'TransactionConflictException') return ['TransactionConflict'];
  if (error.name !== 'TransactionCanceledException') return [];
  const { CancellationReasons: reasons = [] } = error as { CancellationReasons?: readonly { Code?: string }[] };
  return reasons.map(({ Code = 'None' }) => Code).filter(code => code !== 'None');
}

function tooBusy(codes: readonly string[], cause: unknown): OperationError {
  const message = `DynamoDB is too busy with these runs (${[...new Set(codes)].join(', ')}); try again in a minute`;
  return new OperationError('AwsUnavailable', message, { retryable: true, cause });
}
