import { OperationError } from '../../domain/errors.ts';
import { awsCallError } from './aws-call-error.ts';

/** Before each repeat of a call that was throttled or failed, on top of what the SDK repeats. */
const usualPausesMs = [500, 1_000, 2_000, 4_000, 8_000];

/** Makes a call until it is answered or refused, a few times at most. */
export type RepeatCall = <T>(action: string, call: () => Promise<T>) => Promise<T>;

export function repeatingCalls(
  resourceArn: string,
  sleep: (ms: number) => Promise<unknown>,
  pausesMs: readonly number[] = usualPausesMs,
): RepeatCall {
  return async (action, call) => {
    for (const pauseMs of [...pausesMs, undefined]) {
      try {
        return await call();
      } catch (error) {
        const told = awsCallError({ action, resourceArn }, error);
        if (pauseMs === undefined || !told.retryable) throw told;
        await sleep(pauseMs);
      }
    }
    throw new OperationError('InternalError', `${action} was neither answered nor refused`);
  };
}
