import type { OperationError } from '../../../domain/errors.ts';
import type { Exchange, Pipeline } from './pipeline.ts';

/** Renewed when this part of the lifetime is over: what is under way then still ends within the session. */
const renewedAfterPart = 0.85;
/** A broker takes no second login within one second of the last (KIP-368). */
const shortestTermMs = 1_100;

export interface SessionOptions {
  readonly pipeline: Pipeline;
  /** Logs in again and gives back the new lifetime; 0: without end. */
  readonly logIn: () => Promise<number>;
  readonly firstLifetimeMs: number;
  readonly nowMs: () => number;
}

/**
 * Requests through a login that ends. Brokers close a connection that is used after its session, so the first request
 * that comes late in the session waits for a new login; those sent before it are answered first, in order. An idle
 * connection does nothing: Kafka accepts a new login after the end too.
 */
export function sessionExchange(options: SessionOptions): Exchange {
  const { pipeline, nowMs } = options;
  let renewAtMs = renewalAfter(options.firstLifetimeMs, nowMs());
  let held: HeldRequest[] | undefined;

  async function renew(): Promise<void> {
    const kept: HeldRequest[] = [];
    held = kept;
    try {
      renewAtMs = renewalAfter(await options.logIn(), nowMs());
      held = undefined;
      for (const request of kept) request.send();
    } catch (error) {
      pipeline.close();
      held = undefined;
      for (const request of kept) request.reject(error as OperationError);
    }
  }

  return request => {
    if (held === undefined && pipeline.isOpen && nowMs() >= renewAtMs) void renew();
    if (held === undefined) return pipeline.exchange(request);
    const queue = held;
    return new Promise((resolve, reject) => {
      queue.push({ send: () => void pipeline.exchange(request).then(resolve, reject), reject });
    });
  };
}

interface HeldRequest {
  readonly send: () => void;
  readonly reject: (error: OperationError) => void;
}

function renewalAfter(lifetimeMs: number, nowMs: number): number {
  return lifetimeMs > 0 ? nowMs + Math.max(shortestTermMs, lifetimeMs * renewedAfterPart) : Infinity;
}
