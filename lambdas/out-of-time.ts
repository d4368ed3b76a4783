import { OperationError } from '../src/domain/errors.ts';

/** Ends a run with an error of its own while Lambda still lets it speak; Lambda itself would just stop the process. */
export const outOfTime = (what: string, advice: string) => ({
  timeoutEarlyInMillis: 1000,
  timeoutEarlyResponse: (): never => {
    throw new OperationError('RequestTimedOut', `${what} ran out of time; ${advice}`, { retryable: true });
  },
});
