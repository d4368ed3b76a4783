/** How patient a client is. All of it bounded: a check at 3 am has to end with an answer or a reason. */
export interface ClientOptions {
  /** What the brokers see in their request logs and quotas. */
  readonly clientId: string;
  /** TCP, TLS and login of one connection. */
  readonly connectTimeoutMs: number;
  /** One request. */
  readonly requestTimeoutMs: number;
  /** How long moved coordinators, elections and broken connections are retried before the row gets its error. */
  readonly retryWindowMs: number;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * Kafka's default broker session time-out is 9 s: a coordinator or leader on a killed broker has moved by then, so the
 * retry window is a little longer.
 */
export const defaultPatience = {
  connectTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  retryWindowMs: 15_000,
} as const;
