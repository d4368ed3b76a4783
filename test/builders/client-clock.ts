import type { ClientOptions } from '../../src/adapters/kafka/client/client-options.ts';

export interface ClientClock extends Pick<ClientOptions, 'nowMs' | 'sleep'> {
  readonly pausesMs: number[];
}

/** A clock that only pauses move: a retry window passes in no time. */
export function clientClock(startMs = 1_000_000): ClientClock {
  let atMs = startMs;
  const pausesMs: number[] = [];
  return {
    pausesMs,
    nowMs: () => atMs,
    sleep: async ms => {
      pausesMs.push(ms);
      atMs += ms;
      await new Promise(resolve => setImmediate(resolve));
    },
  };
}
