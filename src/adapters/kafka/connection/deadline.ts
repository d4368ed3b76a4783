import { OperationError } from '../../../domain/errors.ts';

/** Milliseconds left of a time that several steps share. */
export type Deadline = () => number;

export function startDeadline(timeoutMs: number): Deadline {
  const endsAtMs = performance.now() + timeoutMs;
  // a timer of 0 ms would fire before an answer that is already there
  return () => Math.max(1, Math.ceil(endsAtMs - performance.now()));
}

/** Stops waiting, not the work: for work that cannot be told to stop. */
export function within<Value>(timeoutMs: number, what: string, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = () =>
      reject(new OperationError('RequestTimedOut', `${what} took longer than ${timeoutMs} ms`, { retryable: true }));
    const timer = setTimeout(late, timeoutMs);
    timer.unref();
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
