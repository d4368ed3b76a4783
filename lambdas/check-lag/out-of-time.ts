import { OperationError } from '../../src/domain/errors.ts';

/** Ends a run with an error of its own while Lambda still lets it speak; Lambda itself would just stop the process. */
export const outOfTime = {
  timeoutEarlyInMillis: 1000,
  timeoutEarlyResponse: (): never => {
    throw new OperationError(
      'RequestTimedOut',
      'the lag check ran out of time; give the function more memory, or see which broker is slow in the runbook lag-check-failing',
      { retryable: true },
    );
  },
};
